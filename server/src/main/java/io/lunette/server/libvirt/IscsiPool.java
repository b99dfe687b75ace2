package io.lunette.server.libvirt;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The storage pool that is a login of Lunette's (libvirt's storage.html, "iSCSI pool"): libvirt lets iscsiadm log in when it starts
 * and log out when it stops. Pools have no metadata, so name and UUID, which both come of the target, say that it is Lunette's.
 *
 * @param user of CHAP; empty without
 */
record IscsiPool(Iqn target, Portal portal, Optional<String> user) {
    private static final String PREFIX = "lunette-login-";
    private static final String SECRET = "lunette-login:";

    String name() {
        return PREFIX + target;
    }

    /** The usage of the secret with the CHAP password. */
    String secret() {
        return SECRET + target;
    }

    private UUID uuid() {
        return UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8));
    }

    String xml() {
        return Xml.print(Tree.build(
                "pool",
                pool -> pool.attribute("type", "iscsi")
                        .text("name", name())
                        .text("uuid", uuid())
                        .child("source", this::source)
                        // Its volumes keep the kernel's names then, and libvirt waits for no others.
                        .child("target", to -> to.text("path", "/dev"))));
    }

    private void source(Tree source) {
        source.child("host", at -> at.attribute("name", portal.host()).attribute("port", portal.port()))
                .child("device", device -> device.attribute("path", target));
        user.ifPresent(name -> source.child(
                "auth",
                auth -> auth.attribute("type", "chap")
                        .attribute("username", name)
                        .child("secret", of -> of.attribute("usage", secret()))));
    }

    /** Empty for a pool that is not Lunette's. */
    static Optional<IscsiPool> read(Element pool) {
        if (!pool.value("type").equals("iscsi")) {
            return Optional.empty();
        }
        return pool.child("source")
                .flatMap(source -> source.child("device")
                        .flatMap(device -> Iqn.parse(device.value("path")).toOptional())
                        .flatMap(target -> source.child("host")
                                .flatMap(IscsiPool::portal)
                                .map(portal -> new IscsiPool(
                                        target, portal, source.child("auth").map(auth -> auth.value("username"))))))
                .filter(made -> made.name().equals(text(pool, "name"))
                        && made.uuid().toString().equals(text(pool, "uuid")));
    }

    private static Optional<Portal> portal(Element host) {
        String port = host.value("port");
        return port.matches("[0-9]{1,5}")
                ? Optional.of(new Portal(host.value("name"), Integer.parseInt(port)))
                : Optional.empty();
    }

    private static String text(Element element, String child) {
        return element.child(child).map(Element::text).orElse("");
    }
}
