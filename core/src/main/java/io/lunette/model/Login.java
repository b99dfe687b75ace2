package io.lunette.model;

import java.util.Optional;

/**
 * Who comes to a target, and how it proves that it is the one.
 *
 * @param chap empty where the target asks for nothing but the name
 */
public record Login(Iqn initiator, Optional<ChapAccount> chap) {

    /** By name alone. */
    public static Login of(Iqn initiator) {
        return new Login(initiator, Optional.empty());
    }

    public Login with(ChapAccount account) {
        return new Login(initiator, Optional.of(account));
    }

    @Override
    public String toString() {
        return initiator
                + chap.map(account -> " as CHAP user " + account.user()).orElse("");
    }
}
