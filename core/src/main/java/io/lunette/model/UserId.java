package io.lunette.model;

/** A user's id as Identity gives it: 32 hex digits. */
public record UserId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
