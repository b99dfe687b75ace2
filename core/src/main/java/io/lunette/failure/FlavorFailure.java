package io.lunette.failure;

/** What can be wrong with flavors. */
public sealed interface FlavorFailure extends Failure {

    record NotFound(String id) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
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

    record Exists(String name, String id) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.exists";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Flavor " + name + " was not created";
        }

        @Override
        public String why() {
            return "there is a flavor of that name, or of the id " + id + ", already";
        }

        @Override
        public String fix() {
            return "Choose another name, or delete that one: openstack flavor delete " + name;
        }
    }

    record BadExtraSpec(String key, String value, String allowed) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.bad-extra-spec";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The flavor's extra spec " + key + " cannot be used";
        }

        @Override
        public String why() {
            return "its value is '" + value + "', and allowed is " + allowed;
        }

        @Override
        public String fix() {
            return "openstack flavor set --property " + key + "=VALUE FLAVOR";
        }
    }

    record ExtraSpecNotFound(String id, String key) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.extra-spec-not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Flavor " + id + " has no extra spec '" + key + "'";
        }

        @Override
        public String why() {
            return "it was never set, or is unset already";
        }

        @Override
        public String fix() {
            return "openstack flavor show " + id;
        }
    }

    record AccessNotListed(String id) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.access-not-listed";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Access list not available for public flavors";
        }

        @Override
        public String why() {
            return "flavor " + id + " is everybody's";
        }

        @Override
        public String fix() {
            return "openstack flavor show " + id;
        }
    }

    record AccessNotGranted(String id) implements FlavorFailure {
        @Override
        public String code() {
            return "flavor.access-not-granted";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Access to flavor " + id + " was not changed";
        }

        @Override
        public String why() {
            return "a flavor here is public, or for administrators alone";
        }

        @Override
        public String fix() {
            return "Make a public flavor: openstack flavor create --public";
        }
    }
}
