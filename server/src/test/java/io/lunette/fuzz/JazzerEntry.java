package io.lunette.fuzz;

/** Where Jazzer calls in; its {@code --target_args} name the target. */
public final class JazzerEntry {
    private static FuzzTarget target = FuzzTarget.NAMES;

    private JazzerEntry() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTarget.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] data) {
        target.check(data);
    }
}
