package io.lunette.failure;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What a libvirt host answered, or did not. */
public sealed interface HostFailure extends Failure {

    record Unreachable(String host, String problem) implements HostFailure {
        @Override
        public String code() {
            return "host.unreachable";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "Host " + host + " cannot be reached";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Check that libvirtd runs there: virsh -c URI version";
        }
    }

    /** libvirt or QEMU said no; {@code problem} is the text they gave. */
    record Refused(String host, String action, String problem) implements HostFailure {
        @Override
        public String code() {
            return "host.refused";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "Host " + host + " could not " + action;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "What was begun has been undone; correct the cause and repeat";
        }
    }

    /** No answer in time; the call may still take effect. */
    record Uncertain(String host, String action) implements HostFailure {
        @Override
        public String code() {
            return "host.uncertain";
        }

        @Override
        public Kind kind() {
            return Kind.TIMEOUT;
        }

        @Override
        public String what() {
            return "Host " + host + " did not answer the request to " + action;
        }

        @Override
        public String why() {
            return "no answer came in time, so the outcome is not known yet";
        }

        @Override
        public String fix() {
            return "Lunette goes on looking; see openstack server show";
        }
    }

    record NoSuchDomain(String host, String server) implements HostFailure {
        @Override
        public String code() {
            return "host.no-such-domain";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " has no domain on host " + host;
        }

        @Override
        public String why() {
            return "somebody removed it outside Lunette";
        }

        @Override
        public String fix() {
            return "Delete the server and boot it again from its volume";
        }
    }

    /** The XML read back is not what was asked for. */
    record NotAsPlanned(String host, String expected, String found) implements HostFailure {
        @Override
        public String code() {
            return "host.not-as-planned";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "Host " + host + " did not do what was asked";
        }

        @Override
        public String why() {
            return "expected " + expected + ", found " + found;
        }

        @Override
        public String fix() {
            return "What was begun has been undone; report this with the libvirt version";
        }
    }

    /** The guest was asked to let a device go, and still has it. */
    record GuestHolds(String host, String server, String device) implements HostFailure {
        @Override
        public String code() {
            return "host.guest-holds-device";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " has not let go of " + device;
        }

        @Override
        public String why() {
            return "its guest was asked on host " + host + " and did not answer in time";
        }

        @Override
        public String fix() {
            return "Close what uses it in the guest and repeat, or stop the server first";
        }
    }

    /** Something failed, and so did taking back what had been done before it: both are told. */
    record UndoIncomplete(Failure cause, List<Failure> undo) implements HostFailure {
        public UndoIncomplete {
            undo = List.copyOf(undo);
        }

        @Override
        public String code() {
            return "host.undo-incomplete";
        }

        @Override
        public Kind kind() {
            return cause.kind();
        }

        @Override
        public String what() {
            return cause.what();
        }

        @Override
        public String why() {
            return cause.why() + "; and undoing failed: "
                    + undo.stream()
                            .map(failure -> failure.what() + ": " + failure.why())
                            .collect(joining("; "));
        }

        @Override
        public String fix() {
            return cause.fix() + "; what is left will be cleaned up when the host answers";
        }
    }
}
