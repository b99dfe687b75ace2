package io.lunette.domainxml;

import io.lunette.model.ScsiModel;
import java.util.Optional;

/**
 * A SCSI controller to be made: libvirt's {@code <controller type='scsi'>}.
 *
 * @param alias a user alias, {@code ua-...}, by which Lunette knows the controller as its own
 * @param driver how it is driven; empty for models that are driven in one way only
 */
public record ControllerSpec(int index, ScsiModel model, String alias, Optional<Driver> driver) {

    private static final String ALIAS_PREFIX = "ua-lunette-scsi";

    /**
     * An iothread has no name by which it could be known again, only a number: those from here on are Lunette's, each
     * its controller's own.
     */
    private static final int FIRST_IO_THREAD = 1000;

    /**
     * libvirt's {@code <driver iothread= queues=>} of a virtio-scsi controller.
     *
     * @param ioThread the iothread of the domain that serves it; empty: QEMU's main loop does
     * @param queues request queues, at least 1; empty: QEMU chooses
     */
    public record Driver(Optional<Integer> ioThread, Optional<Integer> queues) {}

    /** The controller that Lunette makes at this index, driven as the model is when nothing is said. */
    public static ControllerSpec at(int index, ScsiModel model) {
        return new ControllerSpec(index, model, ALIAS_PREFIX + index, Optional.empty());
    }

    /** Whether a controller with this alias is Lunette's. */
    public static boolean isOurs(String alias) {
        return alias.startsWith(ALIAS_PREFIX);
    }

    /** The number of the iothread that serves Lunette's controller of this index alone. */
    public static int ioThreadOf(int index) {
        return FIRST_IO_THREAD + index;
    }

    /** Whether an iothread of this number is Lunette's. */
    public static boolean isOurIoThread(int number) {
        return number >= FIRST_IO_THREAD;
    }

    public Optional<Integer> ioThread() {
        return driver.flatMap(Driver::ioThread);
    }

    /** The alias of what takes the place of a controller that keeps its own until its guest lets go of it. */
    public static String successorOf(String alias) {
        return alias + "-next";
    }

    public ControllerSpec withAlias(String other) {
        return new ControllerSpec(index, model, other, driver);
    }

    public ControllerSpec with(Driver chosen) {
        return new ControllerSpec(index, model, alias, Optional.of(chosen));
    }

    public Element toXml() {
        return Tree.build("controller", controller -> {
            controller.attribute("type", "scsi").attribute("index", index).attribute("model", model.libvirtName());
            driver.ifPresent(how -> controller.child(
                    "driver",
                    element -> element.attribute("queues", how.queues()).attribute("iothread", how.ioThread())));
            controller.child("alias", name -> name.attribute("name", alias));
        });
    }
}
