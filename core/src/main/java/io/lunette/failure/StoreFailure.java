package io.lunette.failure;

/**
 * Why the service cannot have its state when it starts. Told to who starts it, on that machine; no API shows it, so these
 * alone name a path of the host.
 */
public sealed interface StoreFailure extends Failure {

    @Override
    default Kind kind() {
        return Kind.UNAVAILABLE;
    }

    /** Another process has the file. */
    record InUse(String file) implements StoreFailure {
        @Override
        public String code() {
            return "store.in-use";
        }

        @Override
        public String what() {
            return "The state file " + file + " cannot be opened";
        }

        @Override
        public String why() {
            return "another Lunette is running on it, and two would act against each other";
        }

        @Override
        public String fix() {
            return "Stop the other one (fuser " + file
                    + ".lock names its process), or give this one a state file of its own";
        }
    }

    /** A simulated service was to use it. */
    record OfARealService(String folder) implements StoreFailure {
        @Override
        public String code() {
            return "store.of-a-real-service";
        }

        @Override
        public String what() {
            return "A simulated service was not started in " + folder;
        }

        @Override
        public String why() {
            return "a real one keeps its state there";
        }

        @Override
        public String fix() {
            return "Name another directory with --state, or none for a temporary one";
        }
    }

    /**
     * A later version of Lunette has written it.
     *
     * @param state the file, or the database's address
     */
    record NewerSchema(String state, int found, int known) implements StoreFailure {
        @Override
        public String code() {
            return "store.newer-schema";
        }

        @Override
        public String what() {
            return "The state in " + state + " cannot be used by this version of Lunette";
        }

        @Override
        public String why() {
            return "a later version has written it: its schema has the number " + found
                    + ", and this version knows schemas up to " + known;
        }

        @Override
        public String fix() {
            return "Start the later version again, or go back to a backup from before the upgrade (lunette restore FILE; on"
                    + " PostgreSQL pg_restore)";
        }
    }

    /** The file is there, and is something else. */
    record NotAState(String file, String problem) implements StoreFailure {
        @Override
        public String code() {
            return "store.not-a-state";
        }

        @Override
        public String what() {
            return "The file " + file + " is not a state of Lunette";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Name another file for the state, or move this one away";
        }
    }

    /** The operating system or the database said no; {@code problem} is what it said. */
    record CannotOpen(String file, String problem) implements StoreFailure {
        @Override
        public String code() {
            return "store.cannot-open";
        }

        @Override
        public String what() {
            return "The state file " + file + " cannot be opened";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Make its folder writable for the user that runs Lunette, and see that its disk is not full";
        }
    }

    /** The PostgreSQL server said no, or nothing; {@code problem} is what it or the driver said. */
    record DatabaseUnusable(String address, String problem) implements StoreFailure {
        @Override
        public String code() {
            return "store.database-unusable";
        }

        @Override
        public String what() {
            return "The database " + address + " cannot be used";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "See that psql '" + address
                    + "' connects from this machine, and that its user may create tables there;"
                    + " the password is read from store-password-file or LUNETTE_STORE_PASSWORD";
        }
    }

    /** Text in it cannot be any text. */
    record WrongEncoding(String address, String encoding) implements StoreFailure {
        @Override
        public String code() {
            return "store.wrong-encoding";
        }

        @Override
        public String what() {
            return "The database " + address + " cannot be used";
        }

        @Override
        public String why() {
            return "its encoding is " + encoding + ", which cannot hold every name, and UTF8 can";
        }

        @Override
        public String fix() {
            return "Make another one: createdb --encoding=UTF8 --template=template0 lunette";
        }
    }
}
