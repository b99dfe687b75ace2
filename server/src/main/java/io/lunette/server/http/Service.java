package io.lunette.server.http;

import java.util.Arrays;
import java.util.List;

/**
 * The APIs on the one port: where each begins, how it speaks of errors, and which microversions it has. A version is
 * raised only when all below it holds for the routes there are.
 */
public enum Service {
    IDENTITY("/identity/v3", ErrorShape.OBJECT, "", 0, 0, 0),
    COMPUTE("/compute/v2.1", ErrorShape.NAMED_FAULT, "compute", 2, 1, 92),
    VOLUME("/volume/v3", ErrorShape.NAMED_FAULT, "volume", 3, 0, 70),
    IMAGE("/image/v2", ErrorShape.OBJECT, "", 0, 0, 0),
    OWN("/v1", ErrorShape.OBJECT, "", 0, 0, 0);

    private final String path;
    private final String root;
    private final ErrorShape errors;
    private final String versionName;
    private final int major;
    private final int minMinor;
    private final int maxMinor;

    Service(String path, ErrorShape errors, String versionName, int major, int minMinor, int maxMinor) {
        this.path = path;
        this.root = path.split("/", -1)[1];
        this.errors = errors;
        this.versionName = versionName;
        this.major = major;
        this.minMinor = minMinor;
        this.maxMinor = maxMinor;
    }

    /** The service whose error shape and versions a path has, known or not. */
    static Service of(List<String> segments) {
        for (Service service : values()) {
            if (!segments.isEmpty() && service.root.equals(segments.getFirst())) {
                return service;
            }
        }
        return OWN;
    }

    /** The path before all of the service's routes, as {@code /compute/v2.1}. */
    public String path() {
        return path;
    }

    List<String> prefix() {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    ErrorShape errors() {
        return errors;
    }

    boolean hasMicroversions() {
        return major > 0;
    }

    /** The service's name in the OpenStack-API-Version header. */
    String versionName() {
        return versionName;
    }

    public MicroversionRange versions() {
        return hasMicroversions() ? MicroversionRange.of(major, minMinor, maxMinor) : MicroversionRange.ANY;
    }

    /** The request headers that change what the service answers. */
    String vary() {
        return switch (this) {
            case COMPUTE -> "OpenStack-API-Version, X-OpenStack-Nova-API-Version";
            case VOLUME -> "OpenStack-API-Version";
            case IDENTITY, IMAGE, OWN -> "X-Auth-Token";
        };
    }
}
