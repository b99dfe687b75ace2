package io.lunette.failure;

import java.util.List;

/** Why a host was not logged in to an iSCSI target, or out of one. */
public sealed interface LoginFailure extends Failure {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    /** Only hosts whose kernels have the LUNs log in. */
    record NotOnBlock(String host) implements LoginFailure {
        @Override
        public String code() {
            return "logins.not-on-block";
        }

        @Override
        public String what() {
            return "Host " + host + " logs in to no targets";
        }

        @Override
        public String why() {
            return "its servers reach their LUNs by the network, each with an initiator of its own";
        }

        @Override
        public String fix() {
            return "lunette lun discover PORTAL shows what Lunette reaches by the network; a host whose kernel is to have"
                    + " LUNs is added with --luns block";
        }
    }

    record PortalSilent(String host, String portal, String problem) implements LoginFailure {
        @Override
        public String code() {
            return "logins.portal-silent";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "Portal " + portal + " names no targets to host " + host;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Check that an iSCSI target listens there, that the host reaches it, and that open-iscsi is installed"
                    + " on the host: iscsiadm -m discovery -t sendtargets -p " + portal;
        }
    }

    /**
     * A portal that answers knows no such target, or does not show it to the host.
     *
     * @param named what it names instead
     */
    record NotNamed(String host, String portal, String target, List<String> named) implements LoginFailure {
        public NotNamed {
            named = List.copyOf(named);
        }

        @Override
        public String code() {
            return "logins.target-not-named";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged in to " + target;
        }

        @Override
        public String why() {
            return "portal " + portal + " does not name that target to the host; it names "
                    + (named.isEmpty() ? "none" : String.join(", ", named));
        }

        @Override
        public String fix() {
            return "lunette host discover " + host + " --portal " + portal
                    + "; where the target is missing there, let the host's initiator name in on the array";
        }
    }

    /** The host's initiator or the target said no. */
    record Refused(String host, String portal, String target, String problem) implements LoginFailure {
        @Override
        public String code() {
            return "logins.refused";
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged in to " + target + " at " + portal;
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Nothing is left of it. Check that iscsid runs on the host, and that the array lets the host's"
                    + " initiator name in; then repeat";
        }
    }

    record AccountRefused(String host, String portal, String target, boolean given) implements LoginFailure {
        @Override
        public String code() {
            return "logins.account-refused";
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged in to " + target + " at " + portal;
        }

        @Override
        public String why() {
            return given
                    ? "the target refuses the CHAP user or the password that was given with it, or the host's initiator name"
                    : "the target asks for a CHAP user and password and none was given, or it refuses the host's"
                            + " initiator name";
        }

        @Override
        public String fix() {
            return "Compare the CHAP account and the initiator name (InitiatorName in"
                    + " /etc/iscsi/initiatorname.iscsi of the host) with those that the array has, then repeat with"
                    + " --chap-user and --chap-password-file";
        }
    }

    /** libvirt tells the sessions of a host by their target alone. */
    record HasAnother(String host, String target, String portal, boolean ours) implements LoginFailure {
        @Override
        public String code() {
            return "logins.has-another";
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged in to " + target + " once more";
        }

        @Override
        public String why() {
            return (ours ? "Lunette" : "somebody else") + " has logged it in there at " + portal
                    + ", and libvirt manages one session of a host with a target";
        }

        @Override
        public String fix() {
            return ours
                    ? "For a second path log the host in by hand (iscsiadm -m node -T " + target
                            + " -p PORTAL --login); to change the portal or the account: lunette host logout " + host
                            + " --iqn " + target
                    : "Use its LUNs as they are (lunette host luns " + host
                            + "); a second path is made as the first one was";
        }
    }

    record NotFound(String host, String target) implements LoginFailure {
        @Override
        public String code() {
            return "logins.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged out of " + target;
        }

        @Override
        public String why() {
            return "it is not logged in there";
        }

        @Override
        public String fix() {
            return "lunette host logins " + host;
        }
    }

    record NotOurs(String host, String target) implements LoginFailure {
        @Override
        public String code() {
            return "logins.not-ours";
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged out of " + target;
        }

        @Override
        public String why() {
            return "that login is not Lunette's";
        }

        @Override
        public String fix() {
            return "Whoever made it may end it: iscsiadm -m node -T " + target + " --logout";
        }
    }

    /**
     * LUNs that came by the login would be missed.
     *
     * @param uses each a LUN and who has it, as {@code LUN naa.6... is used by server web1}
     */
    record InUse(String host, String target, List<String> uses) implements LoginFailure {
        public InUse {
            uses = List.copyOf(uses);
        }

        @Override
        public String code() {
            return "logins.in-use";
        }

        @Override
        public String what() {
            return "Host " + host + " was not logged out of " + target;
        }

        @Override
        public String why() {
            return String.join("; ", uses);
        }

        @Override
        public String fix() {
            return "Detach those LUNs, or move the servers to another host; a path that goes gives guests I/O errors, also"
                    + " where another one is left";
        }
    }
}
