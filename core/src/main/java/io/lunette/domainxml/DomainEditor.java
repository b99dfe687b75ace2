package io.lunette.domainxml;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.model.Connection;
import io.lunette.model.Portal;
import java.util.List;
import java.util.Optional;

/** Puts devices into a domain and takes them out; everything else stays as it was, to the letter. */
public final class DomainEditor {
    private static final int DEPTH = 2;
    private static final int SOURCE_DEPTH = 4;

    private DomainEditor() {}

    /** The domain with {@code device} as its last device of that kind. */
    public static Element attach(Element domain, Element device) {
        return domain.changing("devices", devices -> devices.inserting(placeOf(device, devices), device, DEPTH));
    }

    /** Behind the last of its kind; else behind all devices. */
    private static int placeOf(Element device, Element devices) {
        List<Content> content = devices.content();
        for (int i = content.size() - 1; i >= 0; i--) {
            if (content.get(i) instanceof Element other && other.isNamed(device.name())) {
                return i + 1;
            }
        }
        return devices.end();
    }

    /** The domain without the devices that have this user alias. */
    public static Element detach(Element domain, String alias) {
        return domain.changing("devices", devices -> {
            Element fewer = devices;
            for (Element device : devices.elements()) {
                if (hasAlias(device, alias)) {
                    fewer = fewer.without(device);
                }
            }
            return fewer;
        });
    }

    /** The domain whose disk of this user alias is reached at {@code portal}, with that login or none. */
    public static Element lead(Element domain, String alias, Portal portal, Optional<ChapLogin> login) {
        return domain.changing(
                "devices",
                devices -> devices.withContent(devices.content().stream()
                        .map(each -> each instanceof Element device && hasAlias(device, alias)
                                ? at(device, portal, login)
                                : each)
                        .toList()));
    }

    /** The domain whose disk of this user alias is where its LUN is now. One of the other kind, by the network or of the kernel, stays. */
    public static Element lead(Element domain, String alias, DiskLocation.Reached to) {
        String kind = to.connection() instanceof Connection.Block ? "block" : "network";
        return domain.changing(
                "devices",
                devices -> devices.withContent(devices.content().stream()
                        .map(each -> each instanceof Element device
                                        && hasAlias(device, alias)
                                        && device.value("type").equals(kind)
                                ? moved(device, to)
                                : each)
                        .toList()));
    }

    /**
     * The domain whose disk of this user alias is reached as another host reaches it. A disk stays of its kind, by the
     * network or of the kernel, but for its source; all that the guest sees stays.
     */
    public static Element relocate(Element domain, String alias, DiskLocation.Reached to) {
        return domain.changing(
                "devices",
                devices -> devices.withContent(devices.content().stream()
                        .map(each ->
                                each instanceof Element device && hasAlias(device, alias) ? moved(device, to) : each)
                        .toList()));
    }

    private static Element moved(Element disk, DiskLocation.Reached to) {
        return switch (to.connection()) {
            case Connection.Network network -> at(disk, network.portal(), to.login());
            case Connection.Block block -> disk.changing("source", source -> source.with("dev", block.device()));
        };
    }

    /** The domain whose serial console is logged to this path. */
    public static Element logTo(Element domain, String path) {
        return domain.changing(
                "devices",
                devices -> devices.withContent(devices.content().stream()
                        .map(each -> each instanceof Element device
                                        && (device.isNamed("serial") || device.isNamed("console"))
                                ? device.changing("log", log -> log.with("file", path))
                                : each)
                        .toList()));
    }

    private static Element at(Element disk, Portal portal, Optional<ChapLogin> login) {
        return disk.changing("source", source -> {
            Element led = source.changing(
                    "host", host -> host.with("name", portal.host()).with("port", portal.port()));
            return login(led).equals(login) ? led : with(login, led);
        });
    }

    /** What the source of a disk says of its login, where it says it by a secret's usage. */
    public static Optional<ChapLogin> login(Element source) {
        return source.child("auth")
                .flatMap(auth -> auth.child("secret")
                        .map(secret -> new ChapLogin(auth.value("username"), secret.value("usage"))));
    }

    private static Element with(Optional<ChapLogin> login, Element source) {
        Element bare = source.children("auth").stream().reduce(source, Element::without, (one, other) -> other);
        return login.map(chap -> bare.inserting(bare.end(), DiskSpec.auth(chap), SOURCE_DEPTH))
                .orElse(bare);
    }

    private static boolean hasAlias(Element device, String alias) {
        return device.child("alias")
                .filter(name -> name.value("name").equals(alias))
                .isPresent();
    }
}
