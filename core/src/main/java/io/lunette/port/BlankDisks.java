package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import java.nio.file.Path;
import java.util.Set;

/** The content of empty disks: a file system or a swap area, made on the controller and then sent to a host. */
public interface BlankDisks {

    /** What can be made here; {@code SWAP} is always among it. May change while the program runs. */
    Set<GuestFormat> offered();

    /**
     * Makes a file that is to be the start of a disk of {@code size}: of {@code SWAP} as {@code raw}, shorter than the disk,
     * of a file system as a whole {@code qcow2}. It is the caller's, and gone when that closes it. On failure
     * ({@code StorageFailure.Unavailable}) nothing is left.
     *
     * @param label what the file system is called, at most 11 characters
     */
    Outcome<Blank> make(GuestFormat format, String label, ByteCount size);

    /** Such a file. */
    interface Blank extends AutoCloseable {
        Path file();

        @Override
        void close();
    }
}
