package io.lunette.failure;

/** A call that does not exist, speaks a version that is not there, or could not be served at all. */
public sealed interface ProtocolFailure extends Failure {

    record NoSuchRoute(String path) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.no-such-route";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "The resource could not be found";
        }

        @Override
        public String why() {
            return "there is no call " + path + " in this version of the API";
        }

        @Override
        public String fix() {
            return "Check the path and the microversion: openstack versions show";
        }
    }

    /**
     * A path that is there for other methods.
     *
     * @param allowed the methods it takes, as the Allow header lists them
     */
    record MethodNotAllowed(String method, String allowed) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.method-not-allowed";
        }

        @Override
        public Kind kind() {
            return Kind.METHOD_NOT_ALLOWED;
        }

        @Override
        public String what() {
            return "The method is not allowed for this resource";
        }

        @Override
        public String why() {
            return "it does not take " + method;
        }

        @Override
        public String fix() {
            return "Allowed: " + allowed;
        }
    }

    record VersionMalformed(String text) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.version-malformed";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "API version string " + text + " is of invalid format";
        }

        @Override
        public String why() {
            return "a version is MajorNum.MinorNum, or latest";
        }

        @Override
        public String fix() {
            return "Send for example OpenStack-API-Version: compute 2.1";
        }
    }

    record VersionUnsupported(String version, String minimum, String maximum) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.version-unsupported";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_ACCEPTABLE;
        }

        @Override
        public String what() {
            return "Version " + version + " is not supported by the API";
        }

        @Override
        public String why() {
            return "Minimum is " + minimum + " and maximum is " + maximum;
        }

        @Override
        public String fix() {
            return "Ask for a version in between";
        }
    }

    /** A bug in Lunette; its log has the details under the request id. */
    record Unexpected(String requestId) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.unexpected";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "Something unexpected happened while serving the request";
        }

        @Override
        public String why() {
            return "this is a bug in Lunette";
        }

        @Override
        public String fix() {
            return "Report it with the service's log lines of " + requestId;
        }
    }

    /**
     * The database cannot be written, or not even read.
     *
     * @param trouble what is the matter with it, as a clause
     */
    record StateUnavailable(String trouble) implements ProtocolFailure {
        @Override
        public String code() {
            return "protocol.state-unavailable";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The request was not carried out";
        }

        @Override
        public String why() {
            return "the service asked its database, and " + trouble;
        }

        @Override
        public String fix() {
            return "Repeat the request; if it stays so, ask the administrator to look at the database";
        }
    }
}
