package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AcquaintanceTest {

    private static Hypervisor host(Supplier<Outcome<HostCapabilities>> capabilities) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(),
                new Class<?>[] {Hypervisor.class},
                (proxy, method, arguments) ->
                        method.getName().equals("name") ? new HostName("host1") : capabilities.get());
    }

    @Test
    void a_host_that_hangs_is_not_waited_for() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        Thread asking = Acquaintance.begin(host(() -> {
            try {
                answer.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return Outcome.failed(new HostFailure.Unreachable("host1", "late"));
        }));
        assertTrue(asking.isAlive());
        answer.countDown();
        asking.join();
    }

    @Test
    void a_host_that_fails_in_whatever_way_hinders_nothing() throws InterruptedException {
        Thread refused = Acquaintance.begin(host(() -> Outcome.failed(new HostFailure.Unreachable("host1", "no"))));
        Thread broken = Acquaintance.begin(host(() -> {
            throw new IllegalStateException("a bug");
        }));
        refused.join();
        broken.join();
        assertFalse(refused.isAlive() || broken.isAlive());
    }
}
