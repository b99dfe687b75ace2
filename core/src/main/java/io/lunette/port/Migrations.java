package io.lunette.port;

import io.lunette.model.Migration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Live migrations, those under way and those that are over. They outlive their servers. */
public interface Migrations {
    /** One more than the highest number there is; to be asked in the transaction that inserts. */
    long nextNumber();

    /** Throws {@link IllegalStateException} when there is one of that id or number. */
    void insert(Migration migration);

    /** Writes its status and when that changed; throws {@link IllegalStateException} when there is none of that id. */
    void update(Migration migration);

    Optional<Migration> find(UUID id);

    /** All of them, the newest first. */
    List<Migration> list();
}
