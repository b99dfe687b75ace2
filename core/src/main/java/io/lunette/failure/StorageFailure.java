package io.lunette.failure;

import java.util.Optional;

/** What can be wrong with LUNs and the way to them. */
public sealed interface StorageFailure extends Failure {

    record NoSpace(String what, long neededBytes) implements StorageFailure {
        @Override
        public String code() {
            return "storage.no-space";
        }

        @Override
        public Kind kind() {
            return Kind.OVER_LIMIT;
        }

        @Override
        public String why() {
            return "the storage has no room for " + neededBytes + " more bytes";
        }

        @Override
        public String fix() {
            return "Delete volumes that are not needed, or make the storage larger";
        }
    }

    /** The target answers nothing, or not in time. */
    record PathDown(String portal, String target, int lun, String problem) implements StorageFailure {
        @Override
        public String code() {
            return "storage.path-down";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "LUN " + lun + " of " + target + " cannot be reached at " + portal;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Check that the target runs and lets this initiator in: iscsi-ls -s iscsi://" + portal;
        }
    }

    /**
     * A LUN of somebody else's array is not to be reached under an initiator's name. The array is its administrator's, who
     * alone can let the initiator in.
     *
     * @param portals all that were tried
     * @param problem what the first of them said
     */
    record NotLetIn(String portals, String target, int lun, String initiator, String problem)
            implements StorageFailure {
        @Override
        public String code() {
            return "storage.not-let-in";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "LUN " + lun + " of " + target + " cannot be reached at " + portals;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Let initiator " + initiator + " in to LUN " + lun + " of " + target
                    + " on the array, or see that the array runs, then repeat";
        }
    }

    /**
     * The target wants another CHAP account of an initiator.
     *
     * @param user of the account that it was given; empty: none
     */
    record LoginRefused(String portal, String target, String initiator, Optional<String> user)
            implements StorageFailure {
        @Override
        public String code() {
            return "storage.login-refused";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Target " + target + " at " + portal + " does not let initiator " + initiator + " in";
        }

        @Override
        public String why() {
            return user.map(name -> "it refuses CHAP user '" + name + "' or the password that was given with it")
                    .orElse("it asks for a CHAP user and password, and none was given");
        }

        @Override
        public String fix() {
            return "Compare the CHAP account with the one that the array has for this target, and give the right one: with"
                    + " --chap-user and --chap-password-file when the LUN is adopted, with lunette lun login VOLUME"
                    + " afterwards";
        }
    }

    /** A target that lets the controller in has no such LUN, or hides it. */
    record LunNotShown(String portal, String target, int lun, String initiator) implements StorageFailure {
        @Override
        public String code() {
            return "storage.lun-not-shown";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "LUN " + lun + " of " + target + " at " + portal + " could not be found";
        }

        @Override
        public String why() {
            return "the target does not show it to initiator " + initiator;
        }

        @Override
        public String fix() {
            return "lunette lun discover " + portal;
        }
    }

    /**
     * A LUN that is there and cannot be a volume.
     *
     * @param problem why, as a clause */
    record NotAdoptable(String portal, String target, int lun, String problem) implements StorageFailure {
        @Override
        public String code() {
            return "storage.not-adoptable";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "LUN " + lun + " of " + target + " at " + portal + " was not adopted";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Let the array give the LUN a size and an NAA or EUI-64 designator in VPD page 0x83, or choose"
                    + " another: lunette lun discover " + portal;
        }
    }

    /** Two portals that were said to lead to one LUN lead to two. */
    record PortalsDiffer(String first, String firstIdentity, String other, String otherIdentity)
            implements StorageFailure {
        @Override
        public String code() {
            return "storage.portals-differ";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The LUN was not adopted";
        }

        @Override
        public String why() {
            return "at portal " + first + " it is " + firstIdentity + ", and at portal " + other + " it is "
                    + otherIdentity;
        }

        @Override
        public String fix() {
            return "Name only portals of one array: lunette lun discover " + other;
        }
    }

    /** Nothing is told by what should listen there. */
    record PortalDown(String portal, String problem) implements StorageFailure {
        @Override
        public String code() {
            return "storage.portal-down";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "Portal " + portal + " tells no targets";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Check that an iSCSI target listens there: iscsi-ls iscsi://" + portal;
        }
    }

    /**
     * Another LUN is where the volume's was. The most dangerous thing there is: nothing is done then.
     *
     * @param expected the WWID and serial number that the volume was registered with
     * @param found what answers now
     */
    record IdentityMismatch(String volume, String expected, String found) implements StorageFailure {
        @Override
        public String code() {
            return "storage.identity-mismatch";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + volume + " was not used";
        }

        @Override
        public String why() {
            return "its LUN was " + expected + " when it was registered, and on the path there is now " + found;
        }

        @Override
        public String fix() {
            return "Ask the storage administrator which LUN this is before anything writes to it";
        }
    }

    record DuplicateIdentity(String wwid, String holder) implements StorageFailure {
        @Override
        public String code() {
            return "storage.duplicate-identity";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "LUN " + wwid + " was not registered";
        }

        @Override
        public String why() {
            return "volume " + holder + " has that identity";
        }

        @Override
        public String fix() {
            return "openstack volume show " + holder;
        }
    }

    /**
     * Not all agree on how large a LUN is after it was extended.
     *
     * @param expectedBytes what it was to have
     * @param who says otherwise
     */
    record SizesDiffer(String volume, long expectedBytes, String who, long foundBytes) implements StorageFailure {
        @Override
        public String code() {
            return "storage.sizes-differ";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + volume + " does not have one size everywhere";
        }

        @Override
        public String why() {
            return "it was to have " + expectedBytes + " bytes, and " + who + " says " + foundBytes;
        }

        @Override
        public String fix() {
            return "lunette lun refresh " + volume;
        }
    }

    /** The source has no LUN for a volume that the store knows. */
    record NoSuchLun(String volume) implements StorageFailure {
        @Override
        public String code() {
            return "storage.no-such-lun";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Volume " + volume + " was not used";
        }

        @Override
        public String why() {
            return "the storage has no LUN for it; somebody removed it outside Lunette";
        }

        @Override
        public String fix() {
            return "openstack volume delete " + volume;
        }
    }

    /** A LUN that cannot be told from others is never used. */
    record NoIdentity(String portal, String target, int lun, String problem) implements StorageFailure {
        @Override
        public String code() {
            return "storage.no-identity";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "LUN " + lun + " of " + target + " at " + portal + " does not say which LUN it is";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Let the array give the LUN an NAA or EUI-64 designator in VPD page 0x83: iscsi-inq -e 1 -c 131";
        }
    }

    record Unavailable(String what, String problem) implements StorageFailure {
        @Override
        public String code() {
            return "storage.unavailable";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Check the target service, then repeat";
        }
    }

    /** A LUN without portal, target and number, which the kernels of hosts alone reach. */
    record NotOnNetwork(String volume, String wwid) implements StorageFailure {
        @Override
        public String code() {
            return "storage.not-on-network";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The LUN of volume " + volume + " cannot be reached from the controller";
        }

        @Override
        public String why() {
            return "it is known by its WWID " + wwid + " alone, and only hosts whose kernels see it reach it by that";
        }

        @Override
        public String fix() {
            return "Do this while a server has the volume, as its host asks the LUN then; or adopt the LUN anew by its"
                    + " portal, target and number (lunette lun unmanage, lunette lun adopt)";
        }
    }

    /** A host's kernel does not have a LUN. */
    record NotOnHost(String host, String wwid) implements StorageFailure {
        @Override
        public String code() {
            return "storage.not-on-host";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Host " + host + " does not see LUN " + wwid;
        }

        @Override
        public String why() {
            return "none of its adapters shows a LUN of that WWID, also after it looked anew";
        }

        @Override
        public String fix() {
            return "Show the LUN to the host on the array (zoning, masking); where it is iSCSI, log the host in there"
                    + " (lunette host login " + host + " --portal PORTAL --iqn IQN), then repeat";
        }
    }

    /** A host's kernel has a LUN, and servers cannot be given it as it is there. */
    record Unusable(String host, String wwid, String problem, String fix) implements StorageFailure {
        @Override
        public String code() {
            return "storage.unusable-on-host";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "LUN " + wwid + " cannot be used on host " + host;
        }

        @Override
        public String why() {
            return problem;
        }
    }

    /**
     * Another LUN answers where a host remembers one.
     *
     * @param device the name of the path there
     * @param found what answered; a word where it does not say which LUN it is
     */
    record PathsChanged(String host, String device, String expected, String found) implements StorageFailure {
        @Override
        public String code() {
            return "storage.paths-changed";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Path " + device + " of host " + host + " is not LUN " + expected + " any more";
        }

        @Override
        public String why() {
            return found
                    + " answers there: the array has given its number to another LUN, and the host has not noticed";
        }

        @Override
        public String fix() {
            return "Remove the stale paths on the host (multipath -f, echo 1 > /sys/block/" + device
                    + "/device/delete), let it scan anew, then repeat";
        }
    }
}
