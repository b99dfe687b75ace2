package io.lunette.domainxml;

import io.lunette.model.Portal;
import java.util.List;

/** Puts devices into a domain and takes them out; everything else stays as it was, to the letter. */
public final class DomainEditor {
    private static final int DEPTH = 2;

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

    /** The domain whose disk of this user alias is reached at {@code portal}. */
    public static Element lead(Element domain, String alias, Portal portal) {
        return domain.changing(
                "devices",
                devices -> devices.withContent(devices.content().stream()
                        .map(each ->
                                each instanceof Element device && hasAlias(device, alias) ? at(device, portal) : each)
                        .toList()));
    }

    private static Element at(Element disk, Portal portal) {
        return disk.changing(
                "source",
                source -> source.changing(
                        "host", host -> host.with("name", portal.host()).with("port", portal.port())));
    }

    private static boolean hasAlias(Element device, String alias) {
        return device.child("alias")
                .filter(name -> name.value("name").equals(alias))
                .isPresent();
    }
}
