package io.lunette.model;

/** A volume's status; {@link #wire()} is the Block Storage API's word. */
public enum VolumeStatus {
    CREATING("creating"),
    DOWNLOADING("downloading"),
    AVAILABLE("available"),
    RESERVED("reserved"),
    ATTACHING("attaching"),
    IN_USE("in-use"),
    DETACHING("detaching"),
    EXTENDING("extending"),
    DELETING("deleting"),
    ERROR("error"),
    ERROR_DELETING("error_deleting");

    private final String wire;

    VolumeStatus(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
