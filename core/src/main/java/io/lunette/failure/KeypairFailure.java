package io.lunette.failure;

/** What can be wrong with keypairs. */
public sealed interface KeypairFailure extends Failure {

    record NotFound(String name) implements KeypairFailure {
        @Override
        public String code() {
            return "keypair.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Keypair " + name + " not found";
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

    record Exists(String name) implements KeypairFailure {
        @Override
        public String code() {
            return "keypair.exists";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Key pair '" + name + "' already exists";
        }

        @Override
        public String why() {
            return "you have a keypair of that name";
        }

        @Override
        public String fix() {
            return "openstack keypair delete " + name;
        }
    }
}
