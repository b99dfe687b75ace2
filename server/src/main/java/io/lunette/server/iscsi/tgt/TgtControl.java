package io.lunette.server.iscsi.tgt;

import io.lunette.server.iscsi.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Speaks to tgtd over its management socket. An answer is an error number and the length of it all, both u32, then text
 * that ends with a zero byte where there is any.
 */
final class TgtControl {
    private static final int ANSWER_HEADER_BYTES = 8;
    private static final int LONGEST_ANSWER = 1 << 28;

    /** What it takes to see that a tgtd hangs; one that does not answers in less than a millisecond. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final UnixDomainSocketAddress address;

    TgtControl(int controlPort) {
        this.address = UnixDomainSocketAddress.of("/var/run/tgtd/socket." + controlPort);
    }

    /**
     * Whether some tgtd has the socket open, be it one that answers or not.
     *
     * <p>Asks it something: a connection that ends without a request is one that tgtd 1.0.85 may keep and look at for
     * ever, with all of a processor (mgmt.c takes a stale {@code EAGAIN} for the reason of reading nothing).
     */
    boolean listening() {
        try {
            call(TgtRequest.ofAll(TgtRequest.Mode.PORTAL, TgtRequest.Operation.SHOW), Deadline.in(LOOK));
            return true;
        } catch (TgtRefused | SocketTimeoutException there) {
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /**
     * The text that tgtd answers.
     *
     * @throws TgtRefused tgtd said no
     * @throws IOException tgtd is not there, or did not answer by the deadline; it may still do what was asked
     */
    String call(TgtRequest request, Deadline deadline) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.connect(address);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            send(request.encoded(), key, deadline);
            key.interestOps(SelectionKey.OP_READ);
            ByteBuffer header = receive(ANSWER_HEADER_BYTES, key, deadline).order(ByteOrder.nativeOrder());
            int error = header.getInt();
            if (error != 0) {
                throw new TgtRefused(request, error);
            }
            return text(receive(textBytes(header.getInt()), key, deadline));
        }
    }

    private static void send(ByteBuffer wire, SelectionKey key, Deadline deadline) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        while (wire.hasRemaining()) {
            await(key, deadline);
            channel.write(wire);
        }
    }

    private static ByteBuffer receive(int bytes, SelectionKey key, Deadline deadline) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer received = ByteBuffer.allocate(bytes);
        while (received.hasRemaining()) {
            await(key, deadline);
            if (channel.read(received) < 0) {
                throw new EOFException("tgtd closed the connection without an answer");
            }
        }
        return received.flip();
    }

    private static void await(SelectionKey key, Deadline deadline) throws IOException {
        Selector selector = key.selector();
        int left = deadline.leftMillis();
        if (left == 0 || selector.select(left) == 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for tgtd");
            }
            throw new SocketTimeoutException("tgtd did not answer in time");
        }
        selector.selectedKeys().clear();
    }

    private static int textBytes(int length) throws IOException {
        if (length < ANSWER_HEADER_BYTES || length > LONGEST_ANSWER) {
            throw new IOException("tgtd gave an answer of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length - ANSWER_HEADER_BYTES;
    }

    private static String text(ByteBuffer received) {
        String text = StandardCharsets.UTF_8.decode(received).toString();
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }
}
