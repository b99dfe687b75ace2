package io.lunette.server.http;

/** From one version to another, both included. */
public record MicroversionRange(Microversion min, Microversion max) {
    /** What an API without microversions speaks, and a route that all versions have. */
    public static final MicroversionRange ANY =
            new MicroversionRange(new Microversion(0, 0), new Microversion(9999, 9999));

    public static MicroversionRange of(int major, int minMinor, int maxMinor) {
        return new MicroversionRange(new Microversion(major, minMinor), new Microversion(major, maxMinor));
    }

    public boolean contains(Microversion version) {
        return min.compareTo(version) <= 0 && version.compareTo(max) <= 0;
    }
}
