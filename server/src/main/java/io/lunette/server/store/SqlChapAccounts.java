package io.lunette.server.store;

import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts;
import io.lunette.port.StoreUnavailable;
import java.util.List;
import java.util.Optional;

final class SqlChapAccounts implements ChapAccounts {
    private static final String EVERY_INITIATOR = "";

    private final Database database;
    private final SecretBox box;

    SqlChapAccounts(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    // Loosely: the rows of attachments that follow wait for the disk, and what lies before them is there then.
    @Override
    public void put(Holder holder, ChapAccount account) {
        String sealed = box.seal(account.secret().text(), place(holder, account.user()));
        database.writeLoosely(session -> session.sql("""
                        INSERT INTO chap_accounts (volume_id, initiator, user_name, sealed)
                        VALUES (:volume_id, :initiator, :user_name, :sealed)
                        ON CONFLICT (volume_id, initiator)
                            DO UPDATE SET user_name = excluded.user_name, sealed = excluded.sealed
                        """)
                .set("volume_id", holder.volume().toString())
                .set("initiator", name(holder))
                .set("user_name", account.user())
                .set("sealed", sealed)
                .update());
    }

    @Override
    public Optional<ChapAccount> find(Holder holder) {
        return database.read(session -> session.sql("""
                        SELECT user_name, sealed FROM chap_accounts
                        WHERE volume_id = :volume_id AND initiator = :initiator
                        """)
                .set("volume_id", holder.volume().toString())
                .set("initiator", name(holder))
                .first(row -> account(holder, row.text("user_name"), row.text("sealed"))));
    }

    private ChapAccount account(Holder holder, String user, String sealed) {
        return box.open(sealed, place(holder, user))
                .map(secret -> new ChapAccount(user, new ChapSecret(secret)))
                .orElseThrow(() -> new StoreUnavailable(
                        "the CHAP secret of volume " + holder.volume() + " was changed in the database"));
    }

    @Override
    public void remove(Holder holder) {
        database.writeLoosely(session -> session.sql("""
                        DELETE FROM chap_accounts WHERE volume_id = :volume_id AND initiator = :initiator
                        """)
                .set("volume_id", holder.volume().toString())
                .set("initiator", name(holder))
                .update());
    }

    @Override
    public List<Holder> holders(VolumeId volume) {
        return database.read(session -> session.sql("""
                        SELECT initiator FROM chap_accounts WHERE volume_id = :volume_id ORDER BY initiator
                        """)
                .set("volume_id", volume.toString())
                .list(row -> holder(volume, row.text("initiator"))));
    }

    private static Holder holder(VolumeId volume, String initiator) {
        return initiator.equals(EVERY_INITIATOR)
                ? Holder.everyInitiator(volume)
                : Holder.of(volume, new Iqn(initiator));
    }

    private static String name(Holder holder) {
        return holder.initiator().map(Iqn::text).orElse(EVERY_INITIATOR);
    }

    private static String place(Holder holder, String user) {
        return "chap " + holder.volume() + " " + name(holder) + " " + user;
    }
}
