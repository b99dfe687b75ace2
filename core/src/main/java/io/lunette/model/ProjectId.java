package io.lunette.model;

/** A project's id as Identity gives it: 32 hex digits. */
public record ProjectId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
