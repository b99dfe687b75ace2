package io.lunette.failure;

/** What can be wrong with servers. */
public sealed interface ServerFailure extends Failure {

    record NotFound(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Instance " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such server, or it is not yours to see";
        }

        @Override
        public String fix() {
            return "openstack server list";
        }
    }

    record FlavorNotFound(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.flavor-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Flavor " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such flavor";
        }

        @Override
        public String fix() {
            return "openstack flavor list";
        }
    }

    record WrongState(String id, String action, String state) implements ServerFailure {
        @Override
        public String code() {
            return "server.wrong-state";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Cannot '" + action + "' instance " + id;
        }

        @Override
        public String why() {
            return "it is " + state;
        }

        @Override
        public String fix() {
            return "openstack server show " + id;
        }
    }

    record Locked(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.locked";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + id + " cannot be changed";
        }

        @Override
        public String why() {
            return "it is locked";
        }

        @Override
        public String fix() {
            return "openstack server unlock " + id;
        }
    }

    record Busy(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.busy";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + id + " cannot be changed now";
        }

        @Override
        public String why() {
            return "other work on it did not end in time";
        }

        @Override
        public String fix() {
            return "Wait for it: openstack server event list " + id;
        }
    }

    record VolumeNotAttached(String server, String volume) implements ServerFailure {
        @Override
        public String code() {
            return "server.volume-not-attached";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "volume_id not found: " + volume;
        }

        @Override
        public String why() {
            return "the volume is not attached to server " + server;
        }

        @Override
        public String fix() {
            return "nova volume-attachments " + server;
        }
    }

    record RootVolume(String server, String volume) implements ServerFailure {
        @Override
        public String code() {
            return "server.root-volume";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Cannot detach a root device volume";
        }

        @Override
        public String why() {
            return "server " + server + " boots from volume " + volume;
        }

        @Override
        public String fix() {
            return "Delete the server; the volume stays unless it was to be deleted with it";
        }
    }
}
