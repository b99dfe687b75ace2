package io.lunette.domainxml;

import io.lunette.model.ScsiModel;
import org.w3c.dom.Element;

/**
 * A SCSI controller to be made: libvirt's {@code <controller type='scsi'>}.
 *
 * @param alias a user alias, {@code ua-...}, by which Lunette knows the controller as its own
 */
public record ControllerSpec(int index, ScsiModel model, String alias) {

    private static final String ALIAS_PREFIX = "ua-lunette-scsi";

    /** The controller that Lunette makes at this index. */
    public static ControllerSpec at(int index, ScsiModel model) {
        return new ControllerSpec(index, model, ALIAS_PREFIX + index);
    }

    /** Whether a controller with this alias is Lunette's. */
    public static boolean isOurs(String alias) {
        return alias.startsWith(ALIAS_PREFIX);
    }

    public Element toXml() {
        return Tree.build(
                "controller",
                controller -> controller
                        .attribute("type", "scsi")
                        .attribute("index", index)
                        .attribute("model", model.libvirtName())
                        .child("alias", name -> name.attribute("name", alias)));
    }
}
