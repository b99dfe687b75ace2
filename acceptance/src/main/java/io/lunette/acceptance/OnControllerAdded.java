package io.lunette.acceptance;

import com.sun.jna.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something at the moment at which libvirt says that a server got a controller, while the service, which would go on
 * with the disk, is stopped.
 */
public final class OnControllerAdded implements AutoCloseable {
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static final int LISTENS_AFTER_MILLIS = 500;

    private final Process events;
    private final Thread watch;
    private final CountDownLatch done = new CountDownLatch(1);

    private OnControllerAdded(Lab lab, String server, Runnable sabotage) {
        try {
            // A line at a time, as it comes.
            events = new ProcessBuilder("stdbuf", "-oL", "virsh", "event", server, "--event", "device-added", "--loop")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        watch = new Thread(() -> watch(lab, sabotage), "events of " + server);
        watch.start();
    }

    public static OnControllerAdded of(Lab lab, String server, Runnable sabotage) {
        OnControllerAdded watch = new OnControllerAdded(lab, server, sabotage);
        try {
            Thread.sleep(LISTENS_AFTER_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return watch;
    }

    private void watch(Lab lab, Runnable sabotage) {
        int service = Math.toIntExact(lab.service().pid());
        try (BufferedReader lines = events.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("ua-lunette-scsi")) {
                    kill(service, SIGSTOP);
                    try {
                        sabotage.run();
                    } finally {
                        kill(service, SIGCONT);
                    }
                    done.countDown();
                    return;
                }
            }
        } catch (IOException closed) {
            // Nobody waits for it any more.
        }
    }

    private static void kill(int process, int signal) {
        NativeLibrary.getInstance("c").getFunction("kill").invokeInt(new Object[] {process, signal});
    }

    /** Whether it came to that. */
    public boolean happened() {
        try {
            return done.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        events.destroy();
        try {
            watch.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
