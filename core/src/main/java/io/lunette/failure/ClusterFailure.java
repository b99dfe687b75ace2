package io.lunette.failure;

import java.util.List;

/** What can be wrong with servers that are to share LUNs. */
public sealed interface ClusterFailure extends Failure {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    record NotFound(String cluster) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Cluster " + cluster + " could not be found";
        }

        @Override
        public String why() {
            return "there is none of that id, or it is another project's";
        }

        @Override
        public String fix() {
            return "lunette cluster list";
        }
    }

    record NameTaken(String name) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.name-taken";
        }

        @Override
        public String what() {
            return "Cluster '" + name + "' was not made";
        }

        @Override
        public String why() {
            return "the project has one of that name";
        }

        @Override
        public String fix() {
            return "Give it another name, or: lunette cluster delete NAME";
        }
    }

    /** A change of it has not come to its end. */
    record Changing(String cluster, String status) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.changing";
        }

        @Override
        public String what() {
            return "Cluster " + cluster + " cannot be changed now";
        }

        @Override
        public String why() {
            return "another change is under way; its status is '" + status + "'";
        }

        @Override
        public String fix() {
            return "Wait until it is active: lunette cluster show " + cluster
                    + ". Where a guest does not let go: lunette detach --force SERVER VOLUME";
        }
    }

    /** A LUN for one server alone. */
    record NotShareable(String volume) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.not-shareable";
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be shared by a cluster";
        }

        @Override
        public String why() {
            return "it is not multiattach, and so is for one server alone";
        }

        @Override
        public String fix() {
            return "Make one: openstack volume create --type multiattach --size GIB NAME; of an array's LUN:"
                    + " lunette lun adopt --multiattach ...";
        }
    }

    record SeveralProjects(String thing, String other) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.several-projects";
        }

        @Override
        public String what() {
            return thing + " and " + other + " cannot be in one cluster";
        }

        @Override
        public String why() {
            return "they belong to different projects, and whoever is in a cluster can write to all of its LUNs";
        }

        @Override
        public String fix() {
            return "Use servers and volumes of one project";
        }
    }

    /** The same thing named twice, or one that is in the cluster already. */
    record Twice(String thing) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.twice";
        }

        @Override
        public String what() {
            return thing + " was not taken into the cluster";
        }

        @Override
        public String why() {
            return "it is in it already, or was named twice";
        }

        @Override
        public String fix() {
            return "Name each server and each volume once";
        }
    }

    record Empty(String lacking) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.empty";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "A cluster cannot be without " + lacking;
        }

        @Override
        public String why() {
            return "it is made of servers that share volumes";
        }

        @Override
        public String fix() {
            return "Name at least one server and one volume. To end it: lunette cluster delete NAME";
        }
    }

    record NoSuchMember(String cluster, String thing) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.no-such-member";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return thing + " is not in cluster " + cluster;
        }

        @Override
        public String why() {
            return "the cluster does not have it";
        }

        @Override
        public String fix() {
            return "lunette cluster show " + cluster;
        }
    }

    /** Another cluster has the volume. */
    record OfAnother(String volume, String cluster) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.of-another";
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be shared by this cluster";
        }

        @Override
        public String why() {
            return "cluster " + cluster + " has it";
        }

        @Override
        public String fix() {
            return "lunette cluster remove-volume " + cluster + " " + volume;
        }
    }

    /** A server that is not to be in the cluster has the volume. */
    record HeldOutside(String volume, String server) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.held-outside";
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be shared by this cluster";
        }

        @Override
        public String why() {
            return "server " + server + " has it, and is not of the cluster";
        }

        @Override
        public String fix() {
            return "Take that server in as well, or: openstack server remove volume " + server + " " + volume;
        }
    }

    /** Somebody attached or detached it while it was looked at. */
    record Overtaken(String volume) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.overtaken";
        }

        @Override
        public String what() {
            return "Volume " + volume + " was not taken into the cluster";
        }

        @Override
        public String why() {
            return "it was attached or detached meanwhile";
        }

        @Override
        public String fix() {
            return "Ask again when nobody else changes it";
        }
    }

    /** A server has the volume already, in a way that the others cannot follow. */
    record OtherwiseAttached(String server, String volume, String how) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.otherwise-attached";
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be at one address on every server";
        }

        @Override
        public String why() {
            return "server " + server + " has it already, " + how;
        }

        @Override
        public String fix() {
            return "openstack server remove volume " + server + " " + volume + "; the cluster attaches it anew";
        }
    }

    /** Who is who could not be told any more. */
    record SameKey(String key, String server, String other) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.same-key";
        }

        @Override
        public String what() {
            return "Reservation key " + key + " was not recorded for server " + server;
        }

        @Override
        public String why() {
            return "server " + other + " of the same cluster has it, and a key tells nodes apart";
        }

        @Override
        public String fix() {
            return "Record for each the key that its cluster software registers: lunette cluster set-key CLUSTER SERVER KEY";
        }
    }

    /** What was seen on the paths speaks against it. */
    record PreflightRefused(List<String> problems) implements ClusterFailure {
        public PreflightRefused {
            problems = List.copyOf(problems);
        }

        @Override
        public String code() {
            return "cluster.preflight";
        }

        @Override
        public String what() {
            return "The servers cannot share these LUNs yet";
        }

        @Override
        public String why() {
            return String.join("; ", problems);
        }

        @Override
        public String fix() {
            return "See every path: lunette cluster preflight --server SERVER ... --volume VOLUME ...";
        }
    }

    /**
     * A change that was begun and taken back.
     *
     * @param doing as {@code making cluster 'rac'}
     * @param left whether something of it is still being taken back
     */
    record TakenBack(String doing, Failure cause, boolean left) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.taken-back";
        }

        @Override
        public Kind kind() {
            return cause.kind();
        }

        @Override
        public String what() {
            return (left ? "Nothing will come of " : "Nothing came of ") + doing;
        }

        @Override
        public String why() {
            return cause.what() + ": " + cause.why()
                    + (left ? "; what was attached for it is still being detached" : "; all of it was taken back");
        }

        @Override
        public String fix() {
            return cause.fix();
        }
    }

    /** Whoever did it died. */
    record Interrupted(String cluster) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.interrupted";
        }

        @Override
        public Kind kind() {
            return Kind.INTERNAL;
        }

        @Override
        public String what() {
            return "A change of cluster " + cluster + " was taken back";
        }

        @Override
        public String why() {
            return "the service ended before it was whole";
        }

        @Override
        public String fix() {
            return "Ask for it again";
        }
    }

    /** Somebody would take a LUN off one node behind the cluster's back. */
    record LunOfCluster(String server, String volume, String cluster) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.lun-of-cluster";
        }

        @Override
        public String what() {
            return "Volume " + volume + " was not detached from server " + server;
        }

        @Override
        public String why() {
            return "both are in cluster " + cluster + ", whose nodes have all of its LUNs";
        }

        @Override
        public String fix() {
            return "lunette cluster remove-server " + cluster + " " + server + ", or lunette cluster remove-volume "
                    + cluster + " " + volume;
        }
    }

    /** Somebody would give a cluster's LUN to a server, or away, behind its back. */
    record VolumeOfCluster(String volume, String cluster) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.volume-of-cluster";
        }

        @Override
        public String what() {
            return "Volume " + volume + " cannot be attached or removed by itself";
        }

        @Override
        public String why() {
            return "cluster " + cluster + " has it, at one address on all of its servers";
        }

        @Override
        public String fix() {
            return "lunette cluster add-server " + cluster + " SERVER, or lunette cluster remove-volume " + cluster
                    + " " + volume;
        }
    }
}
