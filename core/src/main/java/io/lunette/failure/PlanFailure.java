package io.lunette.failure;

import java.util.List;

/** What the planner refuses: decisions about buses, models, addresses and names. */
public sealed interface PlanFailure extends Failure {

    @Override
    default Kind kind() {
        return Kind.BAD_REQUEST;
    }

    /**
     * The bus was named, and it is not SCSI.
     *
     * @param where who named it: a field of the request, or a property of the volume */
    record LunNeedsScsiBus(String where, String bus) implements PlanFailure {
        @Override
        public String code() {
            return "plan.lun-needs-scsi-bus";
        }

        @Override
        public String what() {
            return "A LUN cannot be put on bus '" + bus + "'";
        }

        @Override
        public String why() {
            return where + " says so, and only SCSI controllers pass SCSI commands through";
        }

        @Override
        public String fix() {
            return "Use bus=scsi,type=lun, or type=disk for an emulated disk";
        }
    }

    /**
     * A property says another model, explicitly.
     *
     * @param disk what was to be the LUN: {@code Volume 0c59...}
     * @param where the property's home: the volume or the image, with its id */
    record LunNeedsVirtioScsi(String disk, String where, String model, String command) implements PlanFailure {
        @Override
        public String code() {
            return "plan.lun-needs-virtio-scsi";
        }

        @Override
        public String what() {
            return disk + " cannot be attached as a LUN";
        }

        @Override
        public String why() {
            return "hw_scsi_model of " + where + " is '" + model + "', and a LUN needs virtio-scsi";
        }

        @Override
        public String fix() {
            return command;
        }
    }

    record UnknownModel(String where, String problem, String command) implements PlanFailure {
        @Override
        public String code() {
            return "plan.unknown-scsi-model";
        }

        @Override
        public String what() {
            return "hw_scsi_model of " + where + " cannot be used";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return command;
        }
    }

    record ModelNotOffered(String model, String host, String offered) implements PlanFailure {
        @Override
        public String code() {
            return "plan.model-not-offered";
        }

        @Override
        public String what() {
            return "A SCSI controller of model '" + model + "' cannot be made";
        }

        @Override
        public String why() {
            return "host " + host + " offers only " + offered;
        }

        @Override
        public String fix() {
            return "Set hw_scsi_model to one of these";
        }
    }

    record DeviceNameTaken(String device, String server) implements PlanFailure {
        @Override
        public String code() {
            return "plan.device-name-taken";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The supplied device path (" + device + ") is in use";
        }

        @Override
        public String why() {
            return "another disk of server " + server + " has that name";
        }

        @Override
        public String fix() {
            return "Leave the device out and one is chosen";
        }
    }

    record NoRoom(String server, String what, String why) implements PlanFailure {
        @Override
        public String code() {
            return "plan.no-room";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String fix() {
            return "Stop the server, attach, and start it: a server that is off gets the place. Or detach a volume that is "
                    + "not needed";
        }
    }

    record BootIndexes(String problem) implements PlanFailure {
        @Override
        public String code() {
            return "plan.boot-indexes";
        }

        @Override
        public String what() {
            return "Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping "
                    + "combination is not valid";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Give the disks to boot from boot_index 0, 1, 2 ... without gaps, and the others none";
        }
    }

    record BadMapping(String entry, String problem, String advice) implements PlanFailure {
        @Override
        public String code() {
            return "plan.bad-mapping";
        }

        @Override
        public String what() {
            return "Block Device Mapping is Invalid: " + entry;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return advice;
        }
    }

    /**
     * What a disk is to be made of is not there.
     *
     * @param field the field of the request that names it
     * @param thing {@code volume} or {@code image} */
    record SourceNotFound(String field, String thing, String id) implements PlanFailure {
        @Override
        public String code() {
            return "plan.source-not-found";
        }

        @Override
        public String what() {
            return "Block Device Mapping is Invalid: failed to get " + thing + " " + id + " (" + field + ")";
        }

        @Override
        public String why() {
            return "there is no such " + thing + ", or it is not yours to use";
        }

        @Override
        public String fix() {
            return "openstack " + thing + " list";
        }
    }

    record NoHotplug(String server, String why) implements PlanFailure {
        @Override
        public String code() {
            return "plan.no-hotplug";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " cannot take a new device while it runs";
        }

        @Override
        public String fix() {
            return "Stop the server, attach, and start it again";
        }
    }

    /** Somebody changed a server's definition, and libvirt took what Lunette would not. */
    record DefinitionChanged(String server, String domain, List<String> problems) implements PlanFailure {
        public DefinitionChanged {
            problems = List.copyOf(problems);
        }

        @Override
        public String code() {
            return "plan.definition-changed";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " is neither started nor moved: its definition was changed outside Lunette";
        }

        @Override
        public String why() {
            return String.join("; ", problems);
        }

        @Override
        public String fix() {
            return "On its host: virsh edit " + domain
                    + ". A volume whose disk is gone: openstack server remove volume " + server + " VOLUME";
        }
    }

    /** Somebody needs a LUN just there, as on the other servers of a cluster. */
    record AddressUnfit(String server, String address, String problem) implements PlanFailure {
        @Override
        public String code() {
            return "plan.address-unfit";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " cannot have a LUN at SCSI address " + address;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "See what is there: lunette server show " + server + ", and detach it, or boot another server";
        }
    }

    /** The domain has a disk of this volume that the store does not know of. */
    record AlreadyThere(String volume, String server) implements PlanFailure {
        @Override
        public String code() {
            return "plan.already-there";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be attached";
        }

        @Override
        public String why() {
            return "the domain of server " + server + " has a disk of it already";
        }

        @Override
        public String fix() {
            return "openstack server remove volume " + server + " " + volume;
        }
    }
}
