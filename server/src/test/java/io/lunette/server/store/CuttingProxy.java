package io.lunette.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a PostgreSQL server, and cuts the connection at its next COMMIT, once. */
final class CuttingProxy implements AutoCloseable {
    enum Cut {
        NEVER,
        BEFORE_THE_SERVER_HAS_IT,
        BEFORE_THE_CLIENT_HAS_THE_ANSWER
    }

    private final ServerSocket listening;
    private final int server;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);

    CuttingProxy(int server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void cutNext(Cut cut) {
        next.set(cut);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> copyRequests(client, upstream));
            }
        } catch (IOException closed) {
            assert listening.isClosed();
        }
    }

    private void copyRequests(Socket client, Socket upstream) {
        try (client;
                upstream) {
            Thread answers = Thread.ofVirtual().start(() -> copyAnswers(upstream, client));
            byte[] buffer = new byte[1 << 16];
            InputStream in = client.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                boolean commit = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT");
                Cut cut = commit ? next.getAndSet(Cut.NEVER) : Cut.NEVER;
                if (cut == Cut.BEFORE_THE_SERVER_HAS_IT) {
                    return;
                }
                if (cut == Cut.BEFORE_THE_CLIENT_HAS_THE_ANSWER) {
                    client.shutdownOutput();
                }
                upstream.getOutputStream().write(buffer, 0, count);
                if (cut == Cut.BEFORE_THE_CLIENT_HAS_THE_ANSWER) {
                    answers.join();
                    return;
                }
            }
        } catch (IOException | InterruptedException gone) {
            assert client.isClosed();
        }
    }

    private static void copyAnswers(Socket upstream, Socket client) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = upstream.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException gone) {
            assert gone != null;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
