package io.lunette.server.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Revival} by db-scheduler, whose rows lie beside those of the store. A row that a controller runs has its name and
 * its heartbeat; a row whose heartbeat stopped is run by another.
 */
public final class DurableWork implements Revival, AutoCloseable {
    /** The column of the name is as wide. */
    private static final int LONGEST_NAME = 50;

    private static final String TASK = "work";
    private static final int AT_ONCE = 4;
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_END = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int LONGEST_RETRY_DOUBLINGS = 6;

    private static final Logger LOG = LoggerFactory.getLogger(DurableWork.class);

    private final StateStore store;
    private final DataSource connections;
    private final String controller;
    private final InstantSource clock;
    private final Pace pace;
    private final JdbcCustomization columns = new NanosecondColumns();
    private final SchedulerClient client;
    private @Nullable Scheduler scheduler;
    private @Nullable ExecutorService running;
    private boolean closed;

    /**
     * @param connections of the store: within its transactions the transaction's own
     * @param controller by which its rows are told from those of others; the same after a restart, of at most 50 characters
     */
    public DurableWork(StateStore store, DataSource connections, String controller, InstantSource clock, Pace pace) {
        if (controller.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(controller + " is longer than " + LONGEST_NAME + " characters");
        }
        this.store = store;
        this.connections = connections;
        this.controller = controller;
        this.clock = clock;
        this.pace = pace;
        this.client = SchedulerClient.Builder.create(connections, task(work -> Optional.empty()))
                .jdbcCustomization(columns)
                .build();
    }

    @Override
    public void watch(UUID work, Duration after) {
        TaskInstanceId id = id(work);
        Instant due = clock.instant().plus(after);
        unlessRunning(() -> {
            if (client.getScheduledExecution(id).isPresent()) {
                client.reschedule(id, due);
            } else {
                client.scheduleBatch(List.of(new TaskInstance<Void>(TASK, id.getId())), due);
            }
        });
    }

    @Override
    public void forget(UUID work) {
        TaskInstanceId id = id(work);
        unlessRunning(() -> {
            if (client.getScheduledExecution(id).isPresent()) {
                client.cancel(id);
            }
        });
    }

    private static TaskInstanceId id(UUID work) {
        return TaskInstanceId.of(TASK, work.toString());
    }

    /** What runs just now is decided by how its run ends: the row is taken away, or set to a later time. */
    private void unlessRunning(Runnable change) {
        try {
            store.atomically(() -> {
                change.run();
                return true;
            });
        } catch (TaskInstanceCurrentlyExecutingException | ExecutionException runsNow) {
            LOG.debug("work is being run: {}", runsNow.getMessage());
        }
    }

    /**
     * Begins in the background to run what is due. An exception of {@code handler} is logged, and the work run again after
     * a while, ever more rarely up to once a minute.
     *
     * @param handler is given the work's id; empty: it has ended; else it is run again after that time
     * @param alone whether no other controller can be at this database: then whatever seems to run was left by a dead one
     */
    public void start(Function<UUID, Optional<Duration>> handler, boolean alone) {
        Thread.ofPlatform().daemon().name("work-start").start(() -> startNow(handler, alone));
    }

    private synchronized void startNow(Function<UUID, Optional<Duration>> handler, boolean alone) {
        if (closed) {
            return;
        }
        free(alone);
        // The classes that the first request would otherwise wait for.
        client.getScheduledExecution(TaskInstanceId.of(TASK, "none"));
        running = Executors.newFixedThreadPool(AT_ONCE, daemons("work-"));
        scheduler = Scheduler.create(connections, task(handler))
                .jdbcCustomization(columns)
                .schedulerName(new SchedulerName.Fixed(controller))
                .clock(clock::instant)
                .threads(AT_ONCE)
                .pollingInterval(pace.poll())
                .heartbeatInterval(pace.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_END)
                .executorService(running)
                .dueExecutor(Executors.newSingleThreadExecutor(daemons("work-due-")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(1, daemons("work-heart-")))
                .build();
        scheduler.start();
    }

    /** What this controller ran when it was killed need not wait until it is missed. */
    private void free(boolean alone) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        UPDATE scheduled_tasks
                        SET picked = ?, picked_by = NULL, last_heartbeat = NULL, version = version + 1
                        WHERE picked = ? AND (picked_by = ? OR ? = 1)
                        """)) {
            statement.setBoolean(1, false);
            statement.setBoolean(2, true);
            statement.setString(3, controller);
            statement.setInt(4, alone ? 1 : 0);
            statement.executeUpdate();
        } catch (SQLException problem) {
            LOG.warn("work that was under way is run once its heartbeat is missed: {}", problem.getMessage());
        }
    }

    private Task<Void> task(Function<UUID, Optional<Duration>> handler) {
        return Tasks.custom(TASK, Void.class)
                .onFailure(this::runLater)
                .onDeadExecutionRevive()
                .execute((instance, context) -> completion(handler.apply(UUID.fromString(instance.getId()))));
    }

    private CompletionHandler<Void> completion(Optional<Duration> again) {
        return again.<CompletionHandler<Void>>map(after -> (complete, row) ->
                        row.reschedule(complete, clock.instant().plus(after)))
                .orElseGet(() -> (complete, row) -> row.remove());
    }

    private void runLater(ExecutionComplete complete, ExecutionOperations<Void> row) {
        int doublings = Math.min(complete.getExecution().consecutiveFailures, LONGEST_RETRY_DOUBLINGS);
        Instant then = clock.instant().plus(FIRST_RETRY.multipliedBy(1L << doublings));
        row.reschedule(complete, then);
    }

    private static ThreadFactory daemons(String prefix) {
        return Thread.ofPlatform().daemon().name(prefix, 0).factory();
    }

    /** Waits a few seconds for what runs; what has not ended then is interrupted, and run at the next start. */
    @Override
    public synchronized void close() {
        closed = true;
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
