package io.lunette.server.http.identity;

import io.lunette.server.http.json.JsonFields;
import java.util.Set;

/** The field {@code options} of a user. */
final class UserOptions {
    // There is neither a lockout nor an end of passwords to be spared from.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "ignore_lockout_failure_attempts", "ignore_password_expiry", "ignore_change_password_upon_first_use");

    private UserOptions() {}

    /** Refuses options that would promise a protection which there is not. */
    static void require(JsonFields user) {
        user.optionalObject("options")
                .ifPresent(options -> options.names().stream()
                        .filter(name -> !WITHOUT_EFFECT.contains(name))
                        .filter(name -> asks(options, name))
                        .forEach(name -> user.refuse("options", "there is no " + name + " here", "without it")));
    }

    private static boolean asks(JsonFields options, String name) {
        return options.has(name)
                && !options.node(name).asText().equals("false")
                && !(options.node(name).isArray() && options.node(name).isEmpty());
    }
}
