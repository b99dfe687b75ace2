package io.lunette.failure;

/** What can be wrong with volumes. */
public sealed interface VolumeFailure extends Failure {

    record NotFound(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Volume " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such volume, or it is not yours to see";
        }

        @Override
        public String fix() {
            return "openstack volume list";
        }
    }

    /**
     * It is somebody's already, or not ready.
     *
     * @param holder the server that has it, as text; empty when none has */
    record NotAvailable(String id, String status, String holder) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-available";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be attached";
        }

        @Override
        public String why() {
            return "its status is '" + status + "', not 'available'"
                    + (holder.isEmpty() ? "" : ", and server " + holder + " holds it");
        }

        @Override
        public String fix() {
            return holder.isEmpty()
                    ? "openstack volume show " + id
                    : "openstack server remove volume " + holder + " " + id;
        }
    }

    record NotBootable(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-bootable";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Block Device " + id + " is not bootable";
        }

        @Override
        public String why() {
            return "the volume is not marked as bootable";
        }

        @Override
        public String fix() {
            return "openstack volume set --bootable " + id;
        }
    }

    record WrongState(String id, String action, String status, String needed) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.wrong-state";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be " + action;
        }

        @Override
        public String why() {
            return "its status is '" + status + "' and must be " + needed;
        }

        @Override
        public String fix() {
            return "openstack volume show " + id;
        }
    }

    record Changed(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.changed-meanwhile";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + id + " was not changed";
        }

        @Override
        public String why() {
            return "another request changed it at the same time";
        }

        @Override
        public String fix() {
            return "Look at it again and repeat the request";
        }
    }
}
