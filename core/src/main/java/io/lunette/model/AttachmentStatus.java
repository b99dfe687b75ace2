package io.lunette.model;

public enum AttachmentStatus {
    ATTACHING,
    ATTACHED,
    DETACHING
}
