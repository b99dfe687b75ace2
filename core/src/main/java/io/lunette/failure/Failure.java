package io.lunette.failure;

/**
 * Something that was refused or went wrong in a way Lunette expects, told so that a person can act on it: a stable
 * code, what happened, why, and what to do about it. Never holds a secret, a host path or a stack trace, because it is
 * shown to API users as it is.
 */
public sealed interface Failure
        permits RequestFailure,
                ProtocolFailure,
                IdentityFailure,
                ImageFailure,
                VolumeFailure,
                ServerFailure,
                MigrationFailure,
                FlavorFailure,
                KeypairFailure,
                PlanFailure,
                ClusterFailure,
                HostFailure,
                HostRefusal,
                FibreChannelFailure,
                LoginFailure,
                StorageFailure,
                ReservationFailure,
                StoreFailure,
                BackupFailure {

    /** How the APIs answer a failure; the number is the HTTP status. */
    enum Kind {
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        NOT_ACCEPTABLE(406),
        CONFLICT(409),
        TOO_LARGE(413),
        OVER_LIMIT(413),
        INTERNAL(500),
        UNAVAILABLE(503),
        TIMEOUT(504);

        private final int httpStatus;

        Kind(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }

    /** Stable, lower case, {@code area.name-of-the-failure}; unique over all failures. */
    String code();

    Kind kind();

    /** What was refused or went wrong, as a clause without a full stop. */
    String what();

    /** Why, as a clause without a full stop. */
    String why();

    /** What the reader can do: a command where there is one. */
    String fix();

    /** The whole failure as one line of prose. */
    default String sentence() {
        return what() + ": " + why() + ". " + fix();
    }
}
