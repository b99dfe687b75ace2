package io.lunette.server.libvirt;

import org.jspecify.annotations.Nullable;
import org.libvirt.jna.virError;

/** What libvirt said when it refused a call, in the thread that made the call. */
final class LibvirtError extends Exception {
    /** Numbers of virErrorNumber (virterror.h). */
    static final int SYSTEM_ERROR = 38;

    static final int NO_DOMAIN = 42;

    static final int NO_STORAGE_POOL = 49;
    static final int NO_STORAGE_VOLUME = 50;
    static final int OPERATION_INVALID = 55;
    static final int NO_SECRET = 66;
    static final int NO_DOMAIN_METADATA = 80;
    static final int DEVICE_MISSING = 99;

    private static final long serialVersionUID = 1;

    private static final int ENOENT = 2;

    private final int code;
    private final int number;

    LibvirtError(int code, String message) {
        this(code, message, 0);
    }

    private LibvirtError(int code, String message, int number) {
        super(message);
        this.code = code;
        this.number = number;
    }

    /** The error of the last call that this thread made. */
    static LibvirtError last() {
        virError error = NativeLibvirt.LIBVIRT.virGetLastError();
        return error == null
                ? new LibvirtError(0, "libvirt gave no reason")
                : new LibvirtError(error.code, String.valueOf(error.message), error.int1);
    }

    /** Passes on the result of a call that gives -1 for a refusal. */
    static int check(int result) throws LibvirtError {
        if (result < 0) {
            throw last();
        }
        return result;
    }

    /** Passes on the result of a call that gives NULL for a refusal. */
    static <T> T check(@Nullable T result) throws LibvirtError {
        if (result == null) {
            throw last();
        }
        return result;
    }

    /** Whether the host has no file or folder of that name: a system error brings its errno along. */
    boolean isNoSuchFile() {
        return code == SYSTEM_ERROR && number == ENOENT;
    }

    int code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
