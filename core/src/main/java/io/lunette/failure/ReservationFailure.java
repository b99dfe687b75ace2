package io.lunette.failure;

import java.util.List;

/** What can be wrong with persistent reservations and clearing them. */
public sealed interface ReservationFailure extends Failure {

    /** Pre-empting it would do nothing, and whoever asked meant something else. */
    record KeyNotRegistered(String lun, String key, List<String> registered) implements ReservationFailure {
        public KeyNotRegistered {
            registered = List.copyOf(registered);
        }

        @Override
        public String code() {
            return "reservation.key-not-registered";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Key " + key + " was not pre-empted on " + lun;
        }

        @Override
        public String why() {
            return registered.isEmpty()
                    ? "no key is registered there"
                    : "nobody is registered by it; the keys there are " + String.join(", ", registered);
        }

        @Override
        public String fix() {
            return "lunette lun reservations VOLUME";
        }
    }

    /** Cluster software that runs would lose what it relies on. */
    record ServersRun(String volume, List<String> servers) implements ReservationFailure {
        public ServersRun {
            servers = List.copyOf(servers);
        }

        @Override
        public String code() {
            return "reservation.servers-run";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The reservations on volume " + volume + " were not cleared";
        }

        @Override
        public String why() {
            return "servers that have the volume run, and may be who is registered: " + String.join(", ", servers);
        }

        @Override
        public String fix() {
            return "Stop them first, or say --force (\"force\": true): a server that loses its registration"
                    + " can write no more, or writes beside the one that thinks it is alone";
        }
    }

    /** What keeps anybody from looking at a volume's reservations. */
    sealed interface NotLookedAt extends ReservationFailure {
        String volume();

        @Override
        default String what() {
            return "The reservations on volume " + volume() + " were not looked at";
        }
    }

    /** A LUN that is reached through a host's block device alone. */
    record NotOnNetwork(String volume) implements NotLookedAt {
        @Override
        public String code() {
            return "reservation.not-on-network";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String why() {
            return "its LUN is a block device of a host, and only iSCSI LUNs are reached from here";
        }

        @Override
        public String fix() {
            return "On that host: sg_persist --in --read-keys DEVICE";
        }
    }

    /** One that is being made, or that was never made. */
    record NoLun(String volume, String status) implements NotLookedAt {
        @Override
        public String code() {
            return "reservation.no-lun";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String why() {
            return "it has no LUN; its status is '" + status + "'";
        }

        @Override
        public String fix() {
            return "openstack volume show " + volume;
        }
    }

    /** Somebody is looking at the same LUN in the controller's name, or clearing it. */
    record Busy(String volume) implements NotLookedAt {
        @Override
        public String code() {
            return "reservation.busy";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String why() {
            return "another request about them is under way";
        }

        @Override
        public String fix() {
            return "Repeat it in a few seconds";
        }
    }

    record RefusedByArray(String lun, String command, String answer) implements ReservationFailure {
        @Override
        public String code() {
            return "reservation.refused-by-array";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The reservations on " + lun + " were not cleared";
        }

        @Override
        public String why() {
            return "the array refused " + command + ": " + answer;
        }

        @Override
        public String fix() {
            return "lunette lun reservations VOLUME; clear them with the array's own tools";
        }
    }

    /** Cleared, and Lunette could not take its own registration away. */
    record OwnKeyLeft(String lun, String key, String problem) implements ReservationFailure {
        @Override
        public String code() {
            return "reservation.own-key-left";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "Lunette's own key " + key + " may have stayed on " + lun;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "lunette lun clear-reservations VOLUME --key " + key;
        }
    }
}
