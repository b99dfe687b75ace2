package io.lunette.model;

public record Role(String id, String name, String description) {
    public Role(String id, String name) {
        this(id, name, "");
    }
}
