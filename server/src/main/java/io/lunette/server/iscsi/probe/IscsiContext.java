package io.lunette.server.iscsi.probe;

import com.sun.jna.Pointer;
import io.lunette.model.Login;
import io.lunette.model.Portal;
import io.lunette.server.iscsi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * libiscsi's context of one session, and the loop that drives it: it blocks in native code, never beyond the deadlines it is
 * given. One thread at a time.
 */
final class IscsiContext {
    private static final Duration LOGOUT = Duration.ofMillis(500);

    private final LibIscsi library;
    private final Pointer pointer;
    private final Completions completions = new Completions();
    private final Poll poll = new Poll();
    private boolean open = true;

    private IscsiContext(LibIscsi library, Pointer pointer) {
        this.library = library;
        this.pointer = pointer;
    }

    /** Empty when there is no memory for it. */
    static Optional<IscsiContext> of(LibIscsi library, Login login) {
        return Optional.ofNullable(
                        library.iscsi_create_context(login.initiator().text()))
                .map(pointer -> {
                    login.chap()
                            .ifPresent(account -> library.iscsi_set_initiator_username_pwd(
                                    pointer, account.user(), account.secret().text()));
                    return new IscsiContext(library, pointer);
                });
    }

    Pointer pointer() {
        return pointer;
    }

    Completions completions() {
        return completions;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Connects and logs in, as a session of this type, and empties the unit attentions of {@code lun}. Empty when that is
     * done, else why not.
     */
    Optional<String> connect(Portal portal, int sessionType, int lun, Deadline deadline) {
        library.iscsi_set_session_type(pointer, sessionType);
        library.iscsi_set_header_digest(pointer, LibIscsi.NO_DIGEST);
        library.iscsi_set_noautoreconnect(pointer, 1);
        Pointer login = completions.next();
        if (library.iscsi_full_connect_async(pointer, portal.toString(), lun, completions, login) != 0) {
            return Optional.of(error());
        }
        return end(login, deadline);
    }

    /** Waits for a request that was begun; empty when it went well, else why not. */
    Optional<String> end(Pointer request, Deadline deadline) {
        if (!await(List.of(request), deadline)) {
            return Optional.of(deadline.passed() ? "the target did not answer in time" : error());
        }
        return completions.take(request) == LibIscsi.STATUS_GOOD ? Optional.empty() : Optional.of(error());
    }

    /** Whether all of them are complete; if not, the deadline passed or the session is lost. */
    boolean await(List<Pointer> numbers, Deadline deadline) {
        while (!numbers.stream().allMatch(completions::has)) {
            if (deadline.passed()) {
                return false;
            }
            int wanted = library.iscsi_which_events(pointer);
            int events = poll.await(library.iscsi_get_fd(pointer), wanted, deadline.leftMillis());
            if (library.iscsi_service(pointer, events) < 0) {
                return numbers.stream().allMatch(completions::has);
            }
        }
        return true;
    }

    String error() {
        String error = library.iscsi_get_error(pointer);
        return error == null ? "libiscsi does not say why" : error.strip().replaceAll("[^ -~]+", " ");
    }

    /** Logs out if the target lets it, and ends the connection in any case. */
    void logOut() {
        if (open) {
            Pointer logout = completions.next();
            if (library.iscsi_logout_async(pointer, completions, logout) == 0) {
                await(List.of(logout), Deadline.in(LOGOUT));
            }
            abandon();
        }
    }

    /** Ends the connection without a word. */
    void abandon() {
        if (open) {
            open = false;
            library.iscsi_destroy_context(pointer);
            poll.close();
        }
    }
}
