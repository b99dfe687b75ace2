package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Iqn;
import io.lunette.model.Volume;
import io.lunette.port.ChapAccounts.Holder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts come and go with who has them, and with their volume. */
abstract class ChapAccountsContract extends StoreContract {
    private static final Iqn ONE = Iqn.parse("iqn.2026-11.io.lunette:one").get();
    private static final Iqn TWO = Iqn.parse("iqn.2026-11.io.lunette:two").get();
    private static final ChapAccount ACCOUNT = account("one", "Zx4_-9aBcDeFgHiJ");
    private static final ChapAccount OTHER = account("two", "!\"#$%&'()*+,-./:;<=>?@[]^`{|}~");

    private final Volume volume = Samples.volume(1, Samples.NOON);

    private static ChapAccount account(String user, String secret) {
        return new ChapAccount(user, new ChapSecret(secret));
    }

    @BeforeEach
    void volume() {
        store.volumes().insert(volume);
    }

    @Test
    void an_account_comes_back_to_its_holder_alone() {
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);
        store.chapAccounts().put(Holder.everyInitiator(volume.id()), OTHER);

        assertEquals(Optional.of(ACCOUNT), store.chapAccounts().find(Holder.of(volume.id(), ONE)));
        assertEquals(Optional.of(OTHER), store.chapAccounts().find(Holder.everyInitiator(volume.id())));
        assertEquals(Optional.empty(), store.chapAccounts().find(Holder.of(volume.id(), TWO)));
    }

    @Test
    void a_later_account_takes_the_place_of_the_one_before() {
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);
        store.chapAccounts().put(Holder.of(volume.id(), ONE), OTHER);

        assertEquals(Optional.of(OTHER), store.chapAccounts().find(Holder.of(volume.id(), ONE)));
    }

    @Test
    void holders_come_by_name_with_the_one_for_everybody_first() {
        store.chapAccounts().put(Holder.of(volume.id(), TWO), ACCOUNT);
        store.chapAccounts().put(Holder.everyInitiator(volume.id()), OTHER);
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);

        assertEquals(
                List.of(Holder.everyInitiator(volume.id()), Holder.of(volume.id(), ONE), Holder.of(volume.id(), TWO)),
                store.chapAccounts().holders(volume.id()));
    }

    @Test
    void an_account_is_removed_and_may_be_removed_again() {
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);

        store.chapAccounts().remove(Holder.of(volume.id(), ONE));
        store.chapAccounts().remove(Holder.of(volume.id(), ONE));

        assertEquals(List.of(), store.chapAccounts().holders(volume.id()));
    }

    @Test
    void accounts_go_with_their_volume() {
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);

        store.volumes().remove(volume.id());

        assertEquals(Optional.empty(), store.chapAccounts().find(Holder.of(volume.id(), ONE)));
    }

    @Test
    void no_account_is_of_a_volume_that_is_not_there() {
        Holder nobody = Holder.of(Samples.volume(2, Samples.NOON).id(), ONE);

        assertThrows(IllegalStateException.class, () -> store.chapAccounts().put(nobody, ACCOUNT));
    }

    @Test
    void an_account_does_not_show_its_secret() {
        store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);

        String shown = store.chapAccounts().find(Holder.of(volume.id(), ONE)).toString();

        assertFalse(shown.contains(ACCOUNT.secret().text()), shown);
    }

    @Test
    void an_account_is_put_or_not_with_the_rest_of_its_transaction() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.atomically(() -> {
                    store.chapAccounts().put(Holder.of(volume.id(), ONE), ACCOUNT);
                    throw new IllegalArgumentException("taken back");
                }));

        assertEquals(Optional.empty(), store.chapAccounts().find(Holder.of(volume.id(), ONE)));
    }
}
