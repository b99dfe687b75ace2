package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/** Moves bytes to and from a volume through libvirt's connection, a piece at a time. */
final class StorageStream implements AutoCloseable {
    /** What libvirt's protocol carries in one message (VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX). */
    private static final int PIECE = 256 << 10;

    private final StreamPointer pointer;
    private boolean finished;

    private StorageStream(StreamPointer pointer) {
        this.pointer = pointer;
    }

    private static StorageStream open(HostConnection connection) throws LibvirtError {
        return new StorageStream(LibvirtError.check(LIBVIRT.virStreamNew(connection.pointer(), 0)));
    }

    /**
     * Sends exactly {@code length} bytes to the start of the volume.
     *
     * @param progress makes a step with each piece
     * @throws EOFException the content ended before that
     */
    static void upload(
            HostConnection connection, StorageVolPointer volume, InputStream content, long length, Progress progress)
            throws LibvirtError, IOException {
        try (StorageStream stream = open(connection)) {
            LibvirtError.check(LIBVIRT.virStorageVolUpload(volume, stream.pointer, 0, length, 0));
            stream.send(content, length, progress);
            stream.finish();
        }
    }

    private void send(InputStream content, long length, Progress progress) throws LibvirtError, IOException {
        byte[] piece = new byte[PIECE];
        ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
        for (long left = length; left > 0; ) {
            int read = content.read(piece, 0, Math.toIntExact(Math.min(left, PIECE)));
            if (read < 0) {
                throw new EOFException("the content ended " + left + " bytes too soon");
            }
            buffer.clear().put(piece, 0, read).flip();
            sendAll(buffer);
            left -= read;
            progress.step();
        }
    }

    private void sendAll(ByteBuffer buffer) throws LibvirtError {
        while (buffer.hasRemaining()) {
            int sent =
                    LibvirtError.check(LIBVIRT.virStreamSend(pointer, buffer.slice(), new SizeT(buffer.remaining())));
            buffer.position(buffer.position() + sent);
        }
    }

    /** The bytes of the volume from {@code offset} to its end. */
    static byte[] download(HostConnection connection, StorageVolPointer volume, long offset) throws LibvirtError {
        return download(connection, volume, offset, 0);
    }

    /** At most {@code length} bytes of the volume from {@code offset}; all where {@code length} is 0. */
    static byte[] download(HostConnection connection, StorageVolPointer volume, long offset, long length)
            throws LibvirtError {
        try (StorageStream stream = open(connection)) {
            LibvirtError.check(LIBVIRT.virStorageVolDownload(volume, stream.pointer, offset, length, 0));
            byte[] content = stream.receive();
            stream.finish();
            return content;
        }
    }

    private byte[] receive() throws LibvirtError {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
        byte[] piece = new byte[PIECE];
        while (true) {
            buffer.clear();
            int received = LibvirtError.check(LIBVIRT.virStreamRecv(pointer, buffer, new SizeT(PIECE)));
            if (received == 0) {
                return all.toByteArray();
            }
            buffer.get(0, piece, 0, received);
            all.write(piece, 0, received);
        }
    }

    private void finish() throws LibvirtError {
        finished = true;
        LibvirtError.check(LIBVIRT.virStreamFinish(pointer));
    }

    @Override
    public void close() {
        if (!finished) {
            LIBVIRT.virStreamAbort(pointer);
        }
        LIBVIRT.virStreamFree(pointer);
    }
}
