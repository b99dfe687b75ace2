package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Keypair;
import io.lunette.model.UserId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class KeypairsContract extends StoreContract {
    private static Keypair keypair(UserId user, String name) {
        return new Keypair(user, name, "ssh", "ssh-ed25519 AAAA " + Samples.HOSTILE, "SHA256:xyz", Samples.NOON);
    }

    @Test
    void a_keypair_comes_back_field_by_field() {
        assertTrue(store.keypairs().insert(keypair(Samples.USER, Samples.HOSTILE)));

        assertEquals(
                Optional.of(keypair(Samples.USER, Samples.HOSTILE)),
                store.keypairs().find(Samples.USER, Samples.HOSTILE));
    }

    @Test
    void a_name_is_its_users_own() {
        Keypair theirs = new Keypair(Samples.OTHER_USER, "key", "x509", "other", "other", Samples.NOON);

        assertTrue(store.keypairs().insert(keypair(Samples.USER, "key")));
        assertTrue(store.keypairs().insert(theirs));
        assertFalse(store.keypairs().insert(keypair(Samples.USER, "key")));

        assertEquals(Optional.of(theirs), store.keypairs().find(Samples.OTHER_USER, "key"));
        assertEquals(List.of(keypair(Samples.USER, "key")), store.keypairs().list(Samples.USER));
    }

    @Test
    void a_users_keypairs_come_by_name_in_the_order_of_code_points() {
        for (String name : List.of("\uE000", "b", "\uD83C\uDF12", "B", "a")) {
            store.keypairs().insert(keypair(Samples.USER, name));
        }

        assertEquals(
                List.of("B", "a", "b", "\uE000", "\uD83C\uDF12"),
                store.keypairs().list(Samples.USER).stream().map(Keypair::name).toList());
    }

    @Test
    void a_keypair_is_removed_once_and_from_its_user_alone() {
        store.keypairs().insert(keypair(Samples.USER, "key"));

        assertFalse(store.keypairs().remove(Samples.OTHER_USER, "key"));
        assertTrue(store.keypairs().remove(Samples.USER, "key"));
        assertFalse(store.keypairs().remove(Samples.USER, "key"));
        assertEquals(Optional.empty(), store.keypairs().find(Samples.USER, "key"));
    }
}
