package io.lunette.run;

import io.lunette.model.ServerId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Work under way, written down before it touches the world, and until it has ended. Lies beside the rows of the {@link
 * io.lunette.port.StateStore}, in the same transactions, and fails as its methods do.
 */
public interface Journal {

    /** Throws {@link IllegalStateException} when there is an entry of that id. */
    void insert(JournalEntry entry);

    /** Writes all of it anew; throws {@link IllegalStateException} when there is none of that id. */
    void update(JournalEntry entry);

    /** Done as well when it is gone. */
    void remove(UUID id);

    Optional<JournalEntry> find(UUID id);

    /** What is under way on a server, in the order it was begun. */
    List<JournalEntry> ofServer(ServerId server);

    /** All that is under way, in the order it was begun. */
    List<JournalEntry> all();
}
