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

    /** A volume type that is not there. */
    record TypeNotFound(String type) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.type-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Volume type " + type + " could not be found";
        }

        @Override
        public String why() {
            return "there is no volume type of that name or id";
        }

        @Override
        public String fix() {
            return "openstack volume type list";
        }
    }

    /**
     * Something beside volumes that the API knows and Lunette has none of, or an attachment that is not there.
     *
     * @param thing its kind, as the command line calls it
     */
    record PartNotFound(String thing, String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.part-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "The " + thing + " " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no " + thing + " of that id, or it is not yours to see";
        }

        @Override
        public String fix() {
            return "openstack volume " + thing + " list";
        }
    }

    /** A key that a volume's properties, or those it has of its image, do not hold. */
    record PropertyNotFound(String id, String key) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.property-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Volume " + id + " has no property '" + key + "'";
        }

        @Override
        public String why() {
            return "it was never set, or is unset already";
        }

        @Override
        public String fix() {
            return "openstack volume show " + id;
        }
    }

    /**
     * What Lunette never does to a LUN that was adopted: it is on somebody else's array.
     *
     * @param done a participle: {@code deleted}, {@code extended}
     */
    record Adopted(String id, String done, String fix) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.adopted";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be " + done;
        }

        @Override
        public String why() {
            return "its LUN was adopted, and an adopted LUN is its array's to keep";
        }
    }

    /** Lunette issues the accounts of its own LUNs, one for each server. */
    record ChapIsLunettes(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.chap-is-lunettes";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + id + " was given no CHAP account";
        }

        @Override
        public String why() {
            return "its LUN is on Lunette's own target, where each server has an account that Lunette makes";
        }

        @Override
        public String fix() {
            return "Nothing needs to be done. A hard reboot lets a server log in anew: openstack server reboot --hard";
        }
    }

    /** Clients that ask for an older microversion do not know that a volume may have several servers. */
    record MultiattachTooNew(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.multiattach-too-new";
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
            return "multiattach volumes are only supported starting with compute API version 2.60";
        }

        @Override
        public String fix() {
            return "Ask for that version or a later one, as by openstack --os-compute-api-version 2.60";
        }
    }

    /** To un-manage a LUN that Lunette made would leave its data where nobody looks for it. */
    record NotAdopted(String id) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-adopted";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be unmanaged";
        }

        @Override
        public String why() {
            return "its LUN was made by Lunette, and nobody else would ever remove it";
        }

        @Override
        public String fix() {
            return "openstack volume delete " + id;
        }
    }

    /** Clients that ask for an older microversion do not expect it. */
    record ExtendInUseTooNew(String id, String status) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.extend-in-use-too-new";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be extended";
        }

        @Override
        public String why() {
            return "its status is '" + status + "' and must be 'available': a volume in use is only extended starting"
                    + " with volume API version 3.42";
        }

        @Override
        public String fix() {
            return "Ask for that version or a later one: openstack --os-volume-api-version 3.42 volume set --size";
        }
    }

    /** An adopted LUN grows on its array, and Lunette takes the news to its servers. */
    record NotGrownByArray(String id, long lunGiB, long askedGiB) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-grown-by-array";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be extended to " + askedGiB + " GiB";
        }

        @Override
        public String why() {
            return "its LUN was adopted, so its array alone can grow it, and there it has " + lunGiB + " GiB";
        }

        @Override
        public String fix() {
            return "Let the array's administrator grow the LUN, then repeat, or: lunette lun refresh " + id;
        }
    }

    /** A host's kernel goes by the size that a LUN had when it was last asked; nothing makes it ask through libvirt. */
    record NotGrownOnHost(String id, String host, String map, long lunGiB, long askedGiB) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-grown-on-host";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be extended to " + askedGiB + " GiB";
        }

        @Override
        public String why() {
            return "host " + host + " takes its LUN for one of " + lunGiB
                    + " GiB: its array has not grown it, or the host has not asked since";
        }

        @Override
        public String fix() {
            return "Let the array's administrator grow the LUN; then on each host that has it: echo 1 >"
                    + " /sys/block/sdX/device/rescan for each path (multipath -ll " + map
                    + "), multipathd resize map " + map + "; then repeat";
        }
    }

    /** Nobody but its array makes a LUN smaller, and whoever has it may lose data by that. */
    record Shrunk(String id, long knownBytes, long foundBytes) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.shrunk";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The size of volume " + id + " was not taken over";
        }

        @Override
        public String why() {
            return "its LUN has " + foundBytes + " bytes, fewer than the " + knownBytes + " that it had";
        }

        @Override
        public String fix() {
            return "Ask the storage administrator why it shrank; let it grow back before anything writes to it";
        }
    }

    /** Volumes grow only. */
    record NotLarger(String id, long askedGiB, long sizeGiB) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.not-larger";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Volume " + id + " cannot be extended to " + askedGiB + " GiB";
        }

        @Override
        public String why() {
            return "it has " + sizeGiB + " GiB, and the new size must be greater";
        }

        @Override
        public String fix() {
            return "Ask for a size of at least " + (sizeGiB + 1) + " GiB";
        }
    }

    /**
     * Attachments belong to the Compute API alone: undone behind its back, a LUN would stay in a guest while the
     * storage hands it to somebody else (CVE-2023-2088).
     *
     * @param holder the server that has the volume, as text; empty when none has
     */
    record AttachedByComputeAlone(String id, String holder) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.attached-by-compute-alone";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The attachment of volume " + id + " was not changed";
        }

        @Override
        public String why() {
            return holder.isEmpty()
                    ? "only the Compute API attaches and detaches volumes"
                    : "server " + holder + " uses it, and only the Compute API attaches and detaches volumes";
        }

        @Override
        public String fix() {
            return holder.isEmpty()
                    ? "openstack server add volume SERVER " + id
                    : "openstack server remove volume " + holder + " " + id;
        }
    }

    /** A status set by hand that what is known of the volume contradicts. */
    record StatusContradicted(String id, String status, String problem) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.status-contradicted";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The status of volume " + id + " was not set to '" + status + "'";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "openstack volume show " + id;
        }
    }

    /** Two servers of one host would come to a shared LUN as one initiator. */
    record SharedNexus(String id, String host, String server) implements VolumeFailure {
        @Override
        public String code() {
            return "volume.shared-nexus";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + id + " is not given to a second server on host " + host;
        }

        @Override
        public String why() {
            return "server " + server
                    + " has it there, and all servers of that host reach the array as one initiator: it"
                    + " could not fence one of them from the other";
        }

        @Override
        public String fix() {
            return "Put the servers that share a LUN on different hosts, or on a host that reaches LUNs by the network";
        }
    }
}
