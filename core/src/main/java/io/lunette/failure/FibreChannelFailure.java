package io.lunette.failure;

import java.util.List;

/** Why a server got no vHBA, or kept the one it has. */
public sealed interface FibreChannelFailure extends Failure {

    record ServerElsewhere(String server, String host, String actual) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.server-elsewhere";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " gets no vHBA on host " + host;
        }

        @Override
        public String why() {
            return "it is on host " + actual;
        }

        @Override
        public String fix() {
            return "lunette hba create " + actual + " --server " + server;
        }
    }

    record HasOne(String server, String wwpn) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.has-one";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Server " + server + " gets no vHBA";
        }

        @Override
        public String why() {
            return "it has one already, with port name " + wwpn;
        }

        @Override
        public String fix() {
            return "Use that one, or take it away first: lunette hba remove HOST --server " + server;
        }
    }

    record NameTaken(String wwpn, String holder) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.name-taken";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "No vHBA of port name " + wwpn + " was made";
        }

        @Override
        public String why() {
            return holder + " has that name";
        }

        @Override
        public String fix() {
            return "Leave out --wwpn and --wwnn, and Lunette makes names of the server's id";
        }
    }

    record UnfitAdapter(String host, String adapter, String problem) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.unfit-hba";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return adapter + " of host " + host + " gets no vHBA";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "lunette hba list " + host;
        }
    }

    record WhichAdapter(String host, List<String> adapters) implements FibreChannelFailure {
        public WhichAdapter {
            adapters = List.copyOf(adapters);
        }

        @Override
        public String code() {
            return "fc.which-hba";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "It was not said which HBA of host " + host + " is to carry the vHBA";
        }

        @Override
        public String why() {
            return adapters.isEmpty()
                    ? "none of that host can carry one"
                    : "several can, and the LUNs that they reach may differ: " + String.join(", ", adapters);
        }

        @Override
        public String fix() {
            return adapters.isEmpty()
                    ? "lunette hba list " + host
                    : "Name one with --parent, or its fabric with --fabric";
        }
    }

    record NotFound(String host, String server) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.no-such-vhba";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Server " + server + " has no vHBA on host " + host;
        }

        @Override
        public String why() {
            return "none was made for it there";
        }

        @Override
        public String fix() {
            return "lunette hba list " + host;
        }
    }

    record InUse(String server, int volumes) implements FibreChannelFailure {
        @Override
        public String code() {
            return "fc.vhba-in-use";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "The vHBA of server " + server + " was not removed";
        }

        @Override
        public String why() {
            return "the server is on and has " + volumes + (volumes == 1 ? " volume" : " volumes")
                    + ", which it may see through it";
        }

        @Override
        public String fix() {
            return "openstack server stop " + server + ", or detach its volumes";
        }
    }
}
