package io.lunette.failure;

/** A request that cannot be understood or asks for something no state of the world would allow. */
public sealed interface RequestFailure extends Failure {

    @Override
    default Kind kind() {
        return Kind.BAD_REQUEST;
    }

    /** A field whose value is not allowed. {@code field} is named as the API names it. */
    record InvalidField(String field, String problem, String allowed) implements RequestFailure {
        @Override
        public String code() {
            return "request.invalid-field";
        }

        @Override
        public String what() {
            return "Invalid input for field '" + field + "'";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Allowed: " + allowed;
        }
    }

    record MissingField(String field) implements RequestFailure {
        @Override
        public String code() {
            return "request.missing-field";
        }

        @Override
        public String what() {
            return "Invalid input: '" + field + "' is missing";
        }

        @Override
        public String why() {
            return "'" + field + "' is a required property";
        }

        @Override
        public String fix() {
            return "Give '" + field + "'";
        }
    }

    record UnknownField(String field, String allowed) implements RequestFailure {
        @Override
        public String code() {
            return "request.unknown-field";
        }

        @Override
        public String what() {
            return "Additional properties are not allowed ('" + field + "' was unexpected)";
        }

        @Override
        public String why() {
            return "this call does not know the property '" + field + "'";
        }

        @Override
        public String fix() {
            return "Leave it out; known here: " + allowed;
        }
    }

    record MalformedJson(String problem) implements RequestFailure {
        @Override
        public String code() {
            return "request.malformed-json";
        }

        @Override
        public String what() {
            return "The request body is not valid JSON";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Send one JSON object as application/json";
        }
    }

    /** Text that no database keeps: PostgreSQL has no U+0000. */
    record NulCharacter(String where) implements RequestFailure {
        @Override
        public String code() {
            return "request.nul-character";
        }

        @Override
        public String what() {
            return "The request cannot be taken";
        }

        @Override
        public String why() {
            return where + " has the character U+0000";
        }

        @Override
        public String fix() {
            return "Send it without that character";
        }
    }

    record BodyTooLarge(long limitBytes) implements RequestFailure {
        @Override
        public String code() {
            return "request.body-too-large";
        }

        @Override
        public Kind kind() {
            return Kind.TOO_LARGE;
        }

        @Override
        public String what() {
            return "The request body is too large";
        }

        @Override
        public String why() {
            return "this call accepts at most " + limitBytes + " bytes";
        }

        @Override
        public String fix() {
            return "Send a smaller body; image data goes to PUT /image/v2/images/{id}/file";
        }
    }
}
