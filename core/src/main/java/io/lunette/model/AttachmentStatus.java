package io.lunette.model;

/** Where an attachment stands; {@link #wire()} is the Block Storage API's word. */
public enum AttachmentStatus {
    ATTACHING("attaching"),
    ATTACHED("attached"),
    DETACHING("detaching"),

    /** Attached once, and no longer to be found in the server's domain. */
    LOST("error_attaching");

    private final String wire;

    AttachmentStatus(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
