package io.lunette.model;

/** How a host reaches a LUN. */
public sealed interface Connection {

    /** QEMU's own iSCSI initiator opens the LUN over the network. */
    record Network(Portal portal, Iqn target, int lun) implements Connection {}

    /**
     * The host's kernel has the LUN as a block device.
     *
     * @param device a name that stays with the LUN: {@code /dev/mapper/3<wwid>} or {@code /dev/disk/by-id/...}
     */
    record Block(String device) implements Connection {}
}
