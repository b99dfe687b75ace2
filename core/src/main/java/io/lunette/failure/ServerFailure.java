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

    /**
     * A volume was taken off by force, and not all of it went as it should.
     *
     * @param problem of the disk in the domain, as clauses
     */
    record TakenByForce(String server, String volume, String problem) implements ServerFailure {
        @Override
        public String code() {
            return "server.taken-by-force";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Warning: volume " + volume + " was taken off server " + server
                    + " by force; its LUN is withdrawn, and what the guest had not written is lost";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "openstack server stop " + server + ", and start it again";
        }
    }

    /**
     * A disk is gone from a domain, and not because Lunette took it.
     *
     * @param where it is missing, in words
     */
    record LostVolume(String server, String volume, String where) implements ServerFailure {
        @Override
        public String code() {
            return "server.lost-volume";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " has lost volume " + volume;
        }

        @Override
        public String why() {
            return "its disk is no longer in " + where
                    + " of the server's domain: somebody took it away outside Lunette,"
                    + " or a reset took it with its controller";
        }

        @Override
        public String fix() {
            return "openstack server remove volume " + server + " " + volume
                    + ", and add it again; or openstack server reboot --hard " + server;
        }
    }

    record ImageNotFound(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.image-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Can not find requested image " + id;
        }

        @Override
        public String why() {
            return "there is no such image, or it is not yours to see";
        }

        @Override
        public String fix() {
            return "openstack image list";
        }
    }

    /** The flavor is too small for the image. */
    record FlavorTooSmall(String flavor, String problem) implements ServerFailure {
        @Override
        public String code() {
            return "server.flavor-too-small";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Flavor " + flavor + " is too small for the requested image";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Choose a larger flavor: openstack flavor list";
        }
    }

    record MetadataNotFound(String id, String key) implements ServerFailure {
        @Override
        public String code() {
            return "server.metadata-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Instance " + id + " has no metadata '" + key + "'";
        }

        @Override
        public String why() {
            return "it was never set, or is unset already";
        }

        @Override
        public String fix() {
            return "openstack server show " + id;
        }
    }

    record TagNotFound(String id, String tag) implements ServerFailure {
        @Override
        public String code() {
            return "server.tag-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Instance " + id + " has no tag '" + tag + "'";
        }

        @Override
        public String why() {
            return "it was never set, or is unset already";
        }

        @Override
        public String fix() {
            return "openstack server show " + id;
        }
    }

    /** More of something than a server can have. */
    record TooMany(String things, int most) implements ServerFailure {
        @Override
        public String code() {
            return "server.too-many";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "The server was not changed";
        }

        @Override
        public String why() {
            return "it may have at most " + most + " " + things;
        }

        @Override
        public String fix() {
            return "Remove what is not needed";
        }
    }

    record ActionNotFound(String id, String requestId) implements ServerFailure {
        @Override
        public String code() {
            return "server.action-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Action for request_id " + requestId + " on instance " + id + " not found";
        }

        @Override
        public String why() {
            return "no such request changed that server";
        }

        @Override
        public String fix() {
            return "openstack server event list " + id;
        }
    }

    /** The keypair that a server is to have. */
    record KeyNotFound(String name) implements ServerFailure {
        @Override
        public String code() {
            return "server.key-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Invalid key_name provided: " + name;
        }

        @Override
        public String why() {
            return "you have no keypair of that name";
        }

        @Override
        public String fix() {
            return "openstack keypair list";
        }
    }

    record NoSuchHost(String host) implements ServerFailure {
        @Override
        public String code() {
            return "server.no-such-host";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "No server can be made on host " + host;
        }

        @Override
        public String why() {
            return "there is no such host";
        }

        @Override
        public String fix() {
            return "openstack hypervisor list";
        }
    }

    /** Something that the API knows and Lunette does not have: taking it silently would be a lie. */
    record NotOffered(String what, String why, String fix) implements ServerFailure {
        @Override
        public String code() {
            return "server.not-offered";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }
    }

    record HypervisorNotFound(String id) implements ServerFailure {
        @Override
        public String code() {
            return "server.hypervisor-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Hypervisor " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such host";
        }

        @Override
        public String fix() {
            return "openstack hypervisor list";
        }
    }

    /** Another controller does this work now. */
    record TakenOver(String server) implements ServerFailure {
        @Override
        public String code() {
            return "server.taken-over";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The work on server " + server + " goes on elsewhere";
        }

        @Override
        public String why() {
            return "this controller was silent for so long that another one may have taken over";
        }

        @Override
        public String fix() {
            return "See how it ended: lunette operation list --server " + server;
        }
    }

    /** The controller ended in the middle of the work. */
    record Interrupted(String server) implements ServerFailure {
        @Override
        public String code() {
            return "server.interrupted";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The work on server " + server + " was interrupted";
        }

        @Override
        public String why() {
            return "the controller that did it ended in the middle of it";
        }

        @Override
        public String fix() {
            return "What was begun has been undone; repeat the request";
        }
    }

    /** Earlier work on the server has not ended, and nobody knows yet how it will. */
    record Unsettled(String server, String work, String reason) implements ServerFailure {
        @Override
        public String code() {
            return "server.unsettled";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " takes no other work now";
        }

        @Override
        public String why() {
            return "how its " + work + " ended is not known yet: " + reason;
        }

        @Override
        public String fix() {
            return "Lunette goes on looking; repeat when lunette operation list --running --server " + server
                    + " shows nothing";
        }
    }

    /** An administrator reset the server's state while work on it was under way. */
    record Forgotten(String server) implements ServerFailure {
        @Override
        public String code() {
            return "server.work-forgotten";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The work on server " + server + " was given up";
        }

        @Override
        public String why() {
            return "an administrator reset the server's state meanwhile";
        }

        @Override
        public String fix() {
            return "See what is left: lunette server show " + server;
        }
    }

    /** The server went off without Lunette. */
    record WentOff(String server, boolean unplugged) implements ServerFailure {
        @Override
        public String code() {
            return "server.went-off";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " is off, and Lunette did not stop it";
        }

        @Override
        public String why() {
            return unplugged ? "somebody destroyed its domain through libvirt" : "its QEMU process ended";
        }

        @Override
        public String fix() {
            return "See the host's log of its QEMU; openstack server start " + server;
        }
    }

    /** The server runs without Lunette having started it. */
    record StartedOutside(String server) implements ServerFailure {
        @Override
        public String code() {
            return "server.started-outside";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " runs, and Lunette did not start it";
        }

        @Override
        public String why() {
            return "somebody started its domain through libvirt, so nobody looked whether its LUNs are the right ones";
        }

        @Override
        public String fix() {
            return "Start servers by openstack server start; to have the LUNs looked at: openstack server reboot --hard "
                    + server;
        }
    }
}
