package io.lunette.failure;

/** The value of work that has nothing to return but that it was done. */
public enum Unit {
    UNIT
}
