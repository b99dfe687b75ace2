package io.lunette.failure;

import java.util.List;

/** Why hosts were not added, changed, removed or chosen. */
public sealed interface HostRefusal extends Failure {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    record NotFound(String host) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "There is no host " + host;
        }

        @Override
        public String why() {
            return "none of that name was added";
        }

        @Override
        public String fix() {
            return "lunette host list";
        }
    }

    record NameTaken(String host) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.name-taken";
        }

        @Override
        public String what() {
            return "Host " + host + " was not added";
        }

        @Override
        public String why() {
            return "there is one of that name";
        }

        @Override
        public String fix() {
            return "Give it another name; lunette host list shows those that are taken";
        }
    }

    /** Two names for one host would make each of its servers a stranger to one of them. */
    record KnownAs(String host, String other) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.known-already";
        }

        @Override
        public String what() {
            return "Host " + host + " was not added";
        }

        @Override
        public String why() {
            return "it is the machine that is known as " + other;
        }

        @Override
        public String fix() {
            return "lunette host show " + other
                    + "; where two machines have the same UUID, set host_uuid in libvirtd.conf of one of them";
        }
    }

    record Untrusted(String host, String weakness) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.untrusted";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Host " + host + " was not added";
        }

        @Override
        public String why() {
            return "of its URI: " + weakness;
        }

        @Override
        public String fix() {
            return "Use qemu+ssh:// with a key and a checked host key, or qemu+tls://; in a lab, set hosts.allow-untrusted: true";
        }
    }

    record HasServers(String host, int servers) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.has-servers";
        }

        @Override
        public String what() {
            return "Host " + host + " was not removed";
        }

        @Override
        public String why() {
            return "it has " + servers + (servers == 1 ? " server" : " servers");
        }

        @Override
        public String fix() {
            return "lunette host disable " + host
                    + ", then delete its servers: openstack server list --all-projects --host " + host;
        }
    }

    record OfTheSettings(String host) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.of-the-settings";
        }

        @Override
        public String what() {
            return "Host " + host + " was not removed";
        }

        @Override
        public String why() {
            return "it is the host of the settings, and would be there again at the next start";
        }

        @Override
        public String fix() {
            return "lunette host disable " + host + ", and no new server goes there";
        }
    }

    record ChangedMeanwhile(String host) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.changed-meanwhile";
        }

        @Override
        public String what() {
            return "Host " + host + " was not changed";
        }

        @Override
        public String why() {
            return "somebody else changed it just then";
        }

        @Override
        public String fix() {
            return "lunette host show " + host + ", and ask again";
        }
    }

    record NoSuchZone(String zone) implements HostRefusal {
        @Override
        public String code() {
            return "hosts.no-such-zone";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The requested availability zone is not available: '" + zone + "'";
        }

        @Override
        public String why() {
            return "no host is in it";
        }

        @Override
        public String fix() {
            return "openstack availability zone list --compute";
        }
    }

    /**
     * No host takes the server.
     *
     * @param reasons of each host, as {@code north: it is disabled}
     */
    record NoneFits(List<String> reasons) implements HostRefusal {
        public NoneFits {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String code() {
            return "hosts.none-fits";
        }

        @Override
        public String what() {
            return "No valid host was found";
        }

        @Override
        public String why() {
            return String.join("; ", reasons);
        }

        @Override
        public String fix() {
            return "lunette host explain --flavor FLAVOR, with the same zone and volumes";
        }
    }
}
