package io.lunette.server.http.json;

import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import java.util.Optional;
import java.util.function.Supplier;

/** A CHAP account in a request: {@code {"user": ..., "password": ...}}. What is wrong with a password is told without it. */
public final class ChapFields {
    private static final String USER = "a CHAP user name";
    private static final String PASSWORD = "12 to 255 printable ASCII characters without spaces";

    private ChapFields() {}

    /** The account in the field {@code chap}, where it is there. */
    public static Supplier<Optional<ChapAccount>> optional(JsonFields body) {
        return body.optionalObject("chap")
                .map(ChapFields::account)
                .<Supplier<Optional<ChapAccount>>>map(account -> () -> Optional.of(account.get()))
                .orElse(Optional::empty);
    }

    /** To be asked once all of the request was right. */
    public static Supplier<ChapAccount> account(JsonFields chap) {
        Field<String> user = chap.parsed("user", ChapAccount::parseUser, USER);
        Field<ChapSecret> password = chap.parsed("password", ChapSecret::parse, PASSWORD);
        chap.refuseUnknown();
        return () -> new ChapAccount(user.get(), password.get());
    }
}
