package io.lunette.failure;

/** Who asks is not known, or may not. */
public sealed interface IdentityFailure extends Failure {

    /** Wrong user or wrong password: deliberately one failure, so that nobody learns which. */
    record BadCredentials() implements IdentityFailure {
        @Override
        public String code() {
            return "identity.bad-credentials";
        }

        @Override
        public Kind kind() {
            return Kind.UNAUTHORIZED;
        }

        @Override
        public String what() {
            return "The request you have made requires authentication";
        }

        @Override
        public String why() {
            return "the user, the password or the project is not right";
        }

        @Override
        public String fix() {
            return "Check OS_USERNAME, OS_PASSWORD and OS_PROJECT_NAME";
        }
    }

    record TokenInvalid() implements IdentityFailure {
        @Override
        public String code() {
            return "identity.token-invalid";
        }

        @Override
        public Kind kind() {
            return Kind.UNAUTHORIZED;
        }

        @Override
        public String what() {
            return "The request you have made requires authentication";
        }

        @Override
        public String why() {
            return "the token is missing, unknown or expired";
        }

        @Override
        public String fix() {
            return "Get a new token: POST /identity/v3/auth/tokens";
        }
    }

    /** More logins at a time than the service can check passwords for. */
    record TooManyLogins() implements IdentityFailure {
        @Override
        public String code() {
            return "identity.too-many-logins";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The password was not checked";
        }

        @Override
        public String why() {
            return "too many others are logging in at the moment";
        }

        @Override
        public String fix() {
            return "Repeat it in a moment";
        }
    }

    /** An unscoped token where a project's resources were asked for. */
    record ScopeMissing() implements IdentityFailure {
        @Override
        public String code() {
            return "identity.scope-missing";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "The token cannot be used for this call";
        }

        @Override
        public String why() {
            return "it is not scoped to a project";
        }

        @Override
        public String fix() {
            return "Ask for a token with a scope: set OS_PROJECT_NAME or OS_PROJECT_ID";
        }
    }

    record NotAllowed(String action) implements IdentityFailure {
        @Override
        public String code() {
            return "identity.not-allowed";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "You are not authorized to " + action;
        }

        @Override
        public String why() {
            return "that needs the role 'admin'";
        }

        @Override
        public String fix() {
            return "Ask an administrator";
        }
    }

    record AdminRoleStays(String action) implements IdentityFailure {
        @Override
        public String code() {
            return "identity.admin-role-stays";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "The role 'admin' cannot be " + action;
        }

        @Override
        public String why() {
            return "without it nobody could administer anything";
        }

        @Override
        public String fix() {
            return "Make another role: openstack role create NAME";
        }
    }

    /**
     * A user, project, role or the like that is not there.
     *
     * @param thing its kind, as the command line calls it
     */
    record NotFound(String thing, String id) implements IdentityFailure {
        @Override
        public String code() {
            return "identity.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Could not find " + thing + ": " + id;
        }

        @Override
        public String why() {
            return "there is no " + thing + " of that id";
        }

        @Override
        public String fix() {
            return "openstack " + thing + " list";
        }
    }

    /** A token that was asked about; it is not repeated, for it may be somebody's. */
    record TokenNotFound() implements IdentityFailure {
        @Override
        public String code() {
            return "identity.token-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Could not find the token";
        }

        @Override
        public String why() {
            return "it is unknown, expired, revoked or another user's";
        }

        @Override
        public String fix() {
            return "Name it in X-Subject-Token";
        }
    }

    record NameTaken(String thing, String name) implements IdentityFailure {
        @Override
        public String code() {
            return "identity.name-taken";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Conflict occurred attempting to store " + thing;
        }

        @Override
        public String why() {
            return "a " + thing + " named '" + name + "' is there already";
        }

        @Override
        public String fix() {
            return "Choose another name";
        }
    }
}
