package io.lunette.simulate.hypervisor;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What tests do to a simulated host: let calls fail, take effect without an answer, wait, or take time. */
public final class Interference {

    /** The calls of the port that can be interfered with. */
    public enum Call {
        CAPABILITIES,
        FIND,
        SERVERS,
        DEFINE,
        MARK,
        START,
        PAUSE,
        RESUME,
        MIGRATE,
        ABORT_MIGRATION,
        STANDING,
        REQUEST_SHUTDOWN,
        REQUEST_REBOOT,
        POWER_OFF,
        UNDEFINE,
        AWAIT_OFF,
        ATTACH_DEVICE,
        DETACH_DEVICE,
        RESIZE_DISK,
        DISK_SIZE,
        KERNEL_LUNS,
        LOGINS,
        LOG_IN,
        LOG_OUT,
        KEEP_SECRET,
        FORGET_SECRET,
        SECRETS,
        ADAPTERS,
        CREATE_ADAPTER,
        REMOVE_ADAPTER,
        ADD_IO_THREAD,
        REMOVE_IO_THREAD,
        CONSOLE,
        IMPORT_DISK,
        REMOVE_DISK,
        INSPECT
    }

    private record Planned(Call call, AtomicInteger callsToGo, Failure failure, boolean takesEffect) {}

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final Map<Call, Runnable> before = new ConcurrentHashMap<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile @Nullable Failure every;

    /** The next call of this kind fails, and changes nothing. */
    public void failNext(Call call, Failure failure) {
        failNth(1, call, failure);
    }

    /** The {@code n}th call of this kind from now, counted from 1, fails and changes nothing. */
    public void failNth(int n, Call call, Failure failure) {
        planned.add(new Planned(call, new AtomicInteger(n), failure, false));
    }

    /** Every call fails so and changes nothing, until {@link #stop}: a host that cannot be reached. */
    public void failAll(Failure failure) {
        every = failure;
    }

    /** The next call of this kind does its work, and is answered with {@code instead} all the same. */
    public void loseAnswer(Call call, Failure instead) {
        planned.add(new Planned(call, new AtomicInteger(1), instead, true));
    }

    /** Runs {@code hook} in the caller's thread before each call of this kind; it may block, for tests of races. */
    public void before(Call call, Runnable hook) {
        before.put(call, hook);
    }

    /** How long each call takes; nothing unless set. */
    public void latency(Duration each) {
        latency = each;
    }

    boolean failsAll() {
        return every != null;
    }

    public void stop() {
        planned.clear();
        before.clear();
        latency = Duration.ZERO;
        every = null;
    }

    <T> Outcome<T> around(Call call, Supplier<Outcome<T>> work) {
        if (!latency.isZero()) {
            LockSupport.parkNanos(latency.toNanos());
        }
        Runnable hook = before.get(call);
        if (hook != null) {
            hook.run();
        }
        Failure always = every;
        if (always != null) {
            return Outcome.failed(always);
        }
        Optional<Planned> due = due(call);
        if (due.isEmpty()) {
            return work.get();
        }
        if (due.get().takesEffect()) {
            var ignored = work.get();
        }
        return Outcome.failed(due.get().failure());
    }

    private Optional<Planned> due(Call call) {
        for (Planned plan : planned) {
            if (plan.call() == call && plan.callsToGo().decrementAndGet() == 0) {
                planned.remove(plan);
                return Optional.of(plan);
            }
        }
        return Optional.empty();
    }
}
