package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ProjectId;
import io.lunette.model.Token;
import io.lunette.model.UserId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class TokensContract extends StoreContract {
    private static final Instant EXPIRES = Samples.NOON.plusSeconds(3600);

    @BeforeEach
    void people() {
        store.identities().insertUser(Samples.user(Samples.USER, "alice"));
        store.identities().insertUser(Samples.user(Samples.OTHER_USER, "bob"));
        store.identities().insertProject(Samples.project(Samples.PROJECT, "demo"));
    }

    @Test
    void a_token_comes_back_field_by_field() {
        Token scoped = new Token(
                "f".repeat(64),
                "audit",
                Samples.USER,
                Optional.of(Samples.PROJECT),
                "password,token",
                Samples.NOON,
                EXPIRES);
        Token unscoped = Samples.token("0".repeat(64), Samples.OTHER_USER, Optional.empty(), EXPIRES);

        store.identities().insertToken(scoped);
        store.identities().insertToken(unscoped);

        assertEquals(Optional.of(scoped), store.identities().token(scoped.digest()));
        assertEquals(Optional.of(unscoped), store.identities().token(unscoped.digest()));
    }

    @Test
    void a_token_that_was_never_issued_is_not_found() {
        assertEquals(Optional.empty(), store.identities().token("t"));
    }

    @Test
    void a_token_needs_its_user_and_its_project() {
        Token noUser = Samples.token("t", new UserId("nobody"), Optional.empty(), EXPIRES);
        Token noProject = Samples.token("t", Samples.USER, Optional.of(new ProjectId("nothing")), EXPIRES);

        assertThrows(IllegalStateException.class, () -> store.identities().insertToken(noUser));
        assertThrows(IllegalStateException.class, () -> store.identities().insertToken(noProject));

        assertEquals(Optional.empty(), store.identities().token("t"));
    }

    @Test
    void a_digest_that_is_there_is_refused() {
        Token token = Samples.token("t", Samples.USER, Optional.empty(), EXPIRES);
        store.identities().insertToken(token);

        assertThrows(
                IllegalStateException.class,
                () -> store.identities()
                        .insertToken(Samples.token("t", Samples.OTHER_USER, Optional.empty(), EXPIRES)));

        assertEquals(Optional.of(token), store.identities().token("t"));
    }

    @Test
    void a_token_is_removed_once() {
        store.identities().insertToken(Samples.token("t", Samples.USER, Optional.empty(), EXPIRES));

        assertTrue(store.identities().removeToken("t"));
        assertFalse(store.identities().removeToken("t"));
        assertEquals(Optional.empty(), store.identities().token("t"));
    }

    @Test
    void the_tokens_of_one_user_are_removed_alone() {
        store.identities().insertToken(Samples.token("a1", Samples.USER, Optional.empty(), EXPIRES));
        store.identities().insertToken(Samples.token("a2", Samples.USER, Optional.of(Samples.PROJECT), EXPIRES));
        store.identities().insertToken(Samples.token("b1", Samples.OTHER_USER, Optional.empty(), EXPIRES));

        store.identities().removeTokensOf(Samples.USER);

        assertEquals(Optional.empty(), store.identities().token("a1"));
        assertEquals(Optional.empty(), store.identities().token("a2"));
        assertTrue(store.identities().token("b1").isPresent());
    }

    @Test
    void tokens_that_expired_before_a_moment_are_removed_and_counted() {
        store.identities().insertToken(Samples.token("older", Samples.USER, Optional.empty(), EXPIRES.minusSeconds(1)));
        store.identities()
                .insertToken(Samples.token("just-before", Samples.USER, Optional.empty(), EXPIRES.minusNanos(1)));
        store.identities().insertToken(Samples.token("at", Samples.USER, Optional.empty(), EXPIRES));
        store.identities().insertToken(Samples.token("after", Samples.USER, Optional.empty(), EXPIRES.plusNanos(1)));

        assertEquals(2, store.identities().removeTokensExpiredBefore(EXPIRES));

        assertEquals(0, store.identities().removeTokensExpiredBefore(EXPIRES));
        assertEquals(Optional.empty(), store.identities().token("just-before"));
        assertTrue(store.identities().token("at").isPresent());
        assertTrue(store.identities().token("after").isPresent());
    }
}
