package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's event loop, one a process. It must be there before the first connection opens: without it libvirt delivers
 * no events and answers no keep-alive.
 */
final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** libvirt would print each error on stderr. Held here, because libvirt calls it for as long as the process lives. */
    private static final VirErrorCallback SILENCE = (data, error) -> {};

    private EventLoop() {}

    /** Returns when the loop runs. Done once, by whoever comes first. */
    static void ensureRunning() {
        Started.ONCE.run();
    }

    /** The class is initialised once, and everybody waits until that is done. */
    private static final class Started {
        static final Runnable ONCE = start();

        private static Runnable start() {
            if (LIBVIRT.virInitialize() < 0 || LIBVIRT.virEventRegisterDefaultImpl() < 0) {
                throw new IllegalStateException("libvirt's client library cannot be used");
            }
            LIBVIRT.virSetErrorFunc(null, SILENCE);
            Thread.ofPlatform().name("libvirt-events").daemon().start(EventLoop::loop);
            return () -> {};
        }
    }

    private static void loop() {
        int result = 0;
        while (result == 0) {
            result = LIBVIRT.virEventRunDefaultImpl();
        }
        LOG.error("libvirt's event loop ended: {}", LibvirtError.last().message());
    }
}
