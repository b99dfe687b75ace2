package io.lunette.server.config;

/** Text that nobody is shown by accident. */
public record Secret(String text) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
