package io.lunette.simulate.store;

/** The store's own rules; whoever breaks one has a bug. */
final class Rules {
    private Rules() {}

    static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new IllegalStateException(otherwise);
        }
    }
}
