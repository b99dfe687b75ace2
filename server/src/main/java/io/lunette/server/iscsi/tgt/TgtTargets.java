package io.lunette.server.iscsi.tgt;

import io.lunette.server.iscsi.Deadline;
import io.lunette.server.iscsi.tgt.TgtRequest.Mode;
import io.lunette.server.iscsi.tgt.TgtRequest.Operation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What can be done with the targets of a tgtd that runs. Callers see to it that one works at a time. */
final class TgtTargets {
    private static final long PAUSE_MILLIS = 1;
    private static final long LOGOUT_PAUSE_MILLIS = 20;
    private static final Duration FOR_LOGOUT = Duration.ofSeconds(2);

    private final TgtControl control;

    TgtTargets(TgtControl control) {
        this.control = control;
    }

    List<TgtTarget> list(Deadline deadline) throws IOException {
        return TargetListing.parse(control.call(TgtRequest.ofAll(Mode.TARGET, Operation.SHOW), deadline));
    }

    /** Makes a target with its logical unit, which nobody may see yet; nothing is left where that fails. */
    int create(String name, TgtTarget.Unit unit, String attributes, List<TgtTarget> present, Deadline deadline)
            throws IOException {
        int number = lowestFree(present);
        control.call(TgtRequest.ofTarget(Operation.NEW, number, "targetname=" + name), deadline);
        try {
            control.call(TgtRequest.ofUnit(Operation.NEW, number, TgtTarget.LUN, "path=" + unit.path()), deadline);
            control.call(TgtRequest.ofUnit(Operation.UPDATE, number, TgtTarget.LUN, attributes), deadline);
            return number;
        } catch (IOException failed) {
            undo(number, deadline, failed);
            throw failed;
        }
    }

    private void undo(int number, Deadline deadline, IOException cause) {
        try {
            delete(number, deadline);
        } catch (IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private static int lowestFree(List<TgtTarget> present) {
        Set<Integer> taken = present.stream().map(TgtTarget::number).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> !taken.contains(number))
                .findFirst()
                .orElseThrow();
    }

    /** Reopens the logical unit's file, whose size has changed, under the sessions that are open. */
    void reopen(int target, String path, Deadline deadline) throws IOException {
        // In one request, so that no command of a guest comes while the unit is offline.
        String parameters = "online=0,path=" + path + ",online=1";
        control.call(TgtRequest.ofUnit(Operation.UPDATE, target, TgtTarget.LUN, parameters), deadline);
    }

    void bind(int target, String initiator, Deadline deadline) throws IOException {
        // By name alone: tgtd lets in whom either a name or an address allows.
        String parameters = "initiator-name=" + initiator;
        tolerating(Set.of(TgtRefused.ACL_EXISTS), TgtRequest.ofTarget(Operation.BIND, target, parameters), deadline);
    }

    /**
     * Hides the target from an initiator, and cuts the sessions that it does not end by itself in a while. libvirt says that
     * a disk is gone a moment before its QEMU has logged out; a QEMU whose session is cut while it logs out waits for the
     * answer for ever, and its guest stands still (libiscsi 1.19 polls a closed connection for nothing).
     */
    void unbind(int target, String initiator, Deadline deadline) throws IOException {
        String parameters = "initiator-name=" + initiator;
        tolerating(Set.of(TgtRefused.NO_ACL), TgtRequest.ofTarget(Operation.UNBIND, target, parameters), deadline);
        awaitLogout(target, initiator, deadline);
        cut(target, initiator::equals, deadline);
    }

    private void awaitLogout(int target, String initiator, Deadline deadline) throws IOException {
        // What must be cut needs time as well.
        Duration half = deadline.left().dividedBy(2);
        Deadline leaving = Deadline.in(half.compareTo(FOR_LOGOUT) < 0 ? half : FOR_LOGOUT);
        while (leaving.leftMillis() > 0
                && !connections(target, initiator::equals, deadline).isEmpty()) {
            pause(deadline, LOGOUT_PAUSE_MILLIS);
        }
    }

    /** Ends the sessions of some initiators; returns when tgtd shows none of them any more. */
    void cut(int target, Predicate<String> initiators, Deadline deadline) throws IOException {
        List<TgtConnection> open = connections(target, initiators, deadline);
        while (!open.isEmpty()) {
            for (TgtConnection connection : open) {
                tolerating(
                        Set.of(TgtRefused.NO_SESSION, TgtRefused.NO_CONNECTION),
                        TgtRequest.ofConnection(
                                Operation.DELETE, target, connection.session(), connection.connection()),
                        deadline);
            }
            pause(deadline);
            open = connections(target, initiators, deadline);
        }
    }

    List<TgtConnection> connections(int target, Predicate<String> initiators, Deadline deadline) throws IOException {
        String text = control.call(TgtRequest.ofConnection(Operation.SHOW, target, -1, 0), deadline);
        return TgtConnection.parse(text).stream()
                .filter(connection -> initiators.test(connection.initiator()))
                .toList();
    }

    /** Hides the target from everybody, ends every session, and removes it. */
    void remove(TgtTarget target, Deadline deadline) throws IOException {
        for (String initiator : target.initiators()) {
            unbind(target.number(), initiator, deadline);
        }
        delete(target.number(), deadline);
    }

    private void delete(int target, Deadline deadline) throws IOException {
        while (!tryDelete(target, deadline)) {
            cut(target, everybody -> true, deadline);
            pause(deadline);
        }
    }

    private boolean tryDelete(int target, Deadline deadline) throws IOException {
        try {
            tolerating(Set.of(TgtRefused.NO_TARGET), TgtRequest.ofTarget(Operation.DELETE, target, ""), deadline);
            return true;
        } catch (TgtRefused refused) {
            if (refused.code() == TgtRefused.TARGET_ACTIVE) {
                return false;
            }
            throw refused;
        }
    }

    String call(TgtRequest request, Deadline deadline) throws IOException {
        return control.call(request, deadline);
    }

    /** Refusals with these codes count as done. */
    void tolerating(Set<Integer> codes, TgtRequest request, Deadline deadline) throws IOException {
        try {
            control.call(request, deadline);
        } catch (TgtRefused refused) {
            if (!codes.contains(refused.code())) {
                throw refused;
            }
        }
    }

    // tgtd closes a connection in its next round, after it has answered.
    private static void pause(Deadline deadline) throws IOException {
        pause(deadline, PAUSE_MILLIS);
    }

    private static void pause(Deadline deadline, long millis) throws IOException {
        if (deadline.passed()) {
            throw new SocketTimeoutException("tgtd did not end a session in time");
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for tgtd");
        }
    }
}
