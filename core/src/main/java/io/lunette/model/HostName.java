package io.lunette.model;

/** Lunette's own name for a libvirt host, as users see it; not a DNS name. */
public record HostName(String text) {
    @Override
    public String toString() {
        return text;
    }
}
