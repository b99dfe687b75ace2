package io.lunette.server;

/** Starts the service. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.err.println("lunette serve: nothing to serve yet");
        System.exit(1);
    }
}
