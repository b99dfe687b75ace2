package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.ChapSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;

/** The secrets with which disks and hosts log in, kept by a host's libvirtd (libvirt's formatsecret.html). */
record HostSecrets(HostConnection connection) {

    void keep(String usage, ChapSecret secret) throws LibvirtError {
        define(xml(usage, true), secret);
    }

    /** On the host's disk as well, for what libvirtd does by itself when the host has booted. */
    void keepForGood(String usage, ChapSecret secret) throws LibvirtError {
        define(xml(usage, false), secret);
    }

    private void define(String xml, ChapSecret secret) throws LibvirtError {
        SecretPointer kept = LibvirtError.check(LIBVIRT.virSecretDefineXML(connection.pointer(), xml, 0));
        byte[] value = secret.text().getBytes(StandardCharsets.US_ASCII);
        try {
            LibvirtError.check(LIBVIRT.virSecretSetValue(kept, value, new SizeT(value.length), 0));
        } finally {
            Arrays.fill(value, (byte) 0);
            LIBVIRT.virSecretFree(kept);
        }
    }

    /** Its UUID comes of its usage, so that it replaces the one before. */
    private static String xml(String usage, boolean passing) {
        UUID uuid = UUID.nameUUIDFromBytes(usage.getBytes(StandardCharsets.UTF_8));
        return Xml.print(Tree.build(
                "secret",
                secret -> secret.attribute("ephemeral", passing ? "yes" : "no")
                        .attribute("private", "yes")
                        .text("uuid", uuid)
                        .text("description", "CHAP secret of a LUN, kept by Lunette")
                        .child("usage", use -> use.attribute("type", "iscsi").text("target", usage))));
    }

    void forget(String usage) throws LibvirtError {
        Optional<SecretPointer> found = find(usage);
        if (found.isPresent()) {
            try {
                LibvirtError.check(LIBVIRT.virSecretUndefine(found.get()));
            } finally {
                LIBVIRT.virSecretFree(found.get());
            }
        }
    }

    private Optional<SecretPointer> find(String usage) throws LibvirtError {
        SecretPointer found =
                LIBVIRT.virSecretLookupByUsage(connection.pointer(), NativeLibvirt.SECRET_USAGE_ISCSI, usage);
        if (found != null) {
            return Optional.of(found);
        }
        LibvirtError error = LibvirtError.last();
        if (error.code() == LibvirtError.NO_SECRET) {
            return Optional.empty();
        }
        throw error;
    }

    /** Lunette's, sorted. */
    List<String> usages() throws LibvirtError {
        PointerByReference list = new PointerByReference();
        int count = LibvirtError.check(
                LIBVIRT.virConnectListAllSecrets(connection.pointer(), list, NativeLibvirt.SECRETS_EPHEMERAL));
        List<String> usages = new ArrayList<>();
        for (Pointer each : list.getValue().getPointerArray(0, count)) {
            SecretPointer secret = new SecretPointer();
            secret.setPointer(each);
            usages.add(usage(secret));
            LIBVIRT.virSecretFree(secret);
        }
        Native.free(Pointer.nativeValue(list.getValue()));
        return usages.stream()
                .filter(usage -> usage.startsWith(ChapLogin.PREFIX))
                .sorted()
                .toList();
    }

    private static String usage(SecretPointer secret) {
        String usage = LIBVIRT.virSecretGetUsageID(secret);
        return usage == null ? "" : usage;
    }
}
