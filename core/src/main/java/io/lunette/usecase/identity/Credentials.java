package io.lunette.usecase.identity;

/** What proves who asks for a token. */
public sealed interface Credentials {
    record Password(UserReference user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** A token that is still valid. */
    record Existing(String token) implements Credentials {
        @Override
        public String toString() {
            return "Existing[]";
        }
    }
}
