package io.lunette.failure;

import java.util.List;

/** Why servers are not moved between hosts while they run. */
public sealed interface MigrationFailure extends Failure {

    record NotFound(String server, String migration) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Migration " + migration + " of instance " + server + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such migration under way";
        }

        @Override
        public String fix() {
            return "nova server-migration-list " + server;
        }
    }

    record ToItself(String server, String host) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.to-itself";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "it is on host " + host + " already";
        }

        @Override
        public String fix() {
            return "Name another host, or none: lunette host list";
        }
    }

    /**
     * No other host takes it.
     *
     * @param reasons why not, host by host
     */
    record NoTarget(String server, List<String> reasons) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.no-target";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "No valid host was found for instance " + server;
        }

        @Override
        public String why() {
            return reasons.isEmpty() ? "there is no other host" : String.join("; ", reasons);
        }

        @Override
        public String fix() {
            return "lunette host list, and lunette host explain";
        }
    }

    record CopiesNoDisks(String server) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.copies-no-disks";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "block migration was asked for, and Lunette copies no disks: LUNs are seen from both hosts";
        }

        @Override
        public String fix() {
            return "openstack server migrate --live-migration --shared-migration " + server;
        }
    }

    record LocalDisk(String server, String disk, String host) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.local-disk";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "its disk " + disk + " lies on host " + host + " alone";
        }

        @Override
        public String fix() {
            return "Only servers whose disks are all volumes can be moved while they run";
        }
    }

    record HasAdapter(String server, String host) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.has-adapter";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "it has a vHBA on host " + host + ", by which its LUNs are masked, and vHBAs do not move";
        }

        @Override
        public String fix() {
            return "Stop it, and see lunette hba list " + host;
        }
    }

    record ControllerLeaving(String server, int controller) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.controller-leaving";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "its controller " + controller + " was asked to leave, and the guest has not let it go yet";
        }

        @Override
        public String fix() {
            return "Wait until it is gone, or openstack server reboot --hard " + server;
        }
    }

    /** QEMU carries no registrations to another host. */
    record Registered(String server, String volume, String reason) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.registered";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "persistent reservations do not move with it, and of volume " + volume + " " + reason;
        }

        @Override
        public String fix() {
            return "Take the guest out of its cluster first; or let it go without them, knowingly: lunette server migrate --drop-registrations "
                    + server + " (the guest must register again afterwards). What a server has left that is gone: "
                    + "lunette lun clear-reservations " + volume + " --key KEY";
        }
    }

    record OtherPath(String server, String volume, String target) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.other-path";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Instance " + server + " was not moved";
        }

        @Override
        public String why() {
            return "host " + target + " reaches volume " + volume
                    + " in another way (by the network or by its kernel) than the host where it runs";
        }

        @Override
        public String fix() {
            return "Stop the server, or move it to a host of the same kind";
        }
    }

    record Aborted(String server) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.aborted";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The migration of instance " + server + " was ended";
        }

        @Override
        public String why() {
            return "somebody asked for that, or for the server's deletion";
        }

        @Override
        public String fix() {
            return "openstack server show " + server;
        }
    }

    record BroughtBack(String server, String source) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.brought-back";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The migration of instance " + server + " did not come to its end";
        }

        @Override
        public String why() {
            return "whoever made it was interrupted; the server goes on at host " + source;
        }

        @Override
        public String fix() {
            return "openstack server migrate --live-migration " + server;
        }
    }

    record BothRun(String server, String source, String target) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.both-run";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "Instance " + server + " runs on two hosts";
        }

        @Override
        public String why() {
            return "libvirt shows it running on " + source + " and on " + target;
        }

        @Override
        public String fix() {
            return "Look at both at once, and end one of them: virsh destroy " + server;
        }
    }

    record Lost(String server, String source, String target) implements MigrationFailure {
        @Override
        public String code() {
            return "migration.lost";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "Instance " + server + " has no domain";
        }

        @Override
        public String why() {
            return "neither " + source + " nor " + target + " has it after its migration";
        }

        @Override
        public String fix() {
            return "Delete the server and boot it again from its volumes";
        }
    }
}
