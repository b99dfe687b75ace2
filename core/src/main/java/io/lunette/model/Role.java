package io.lunette.model;

public record Role(String id, String name) {}
