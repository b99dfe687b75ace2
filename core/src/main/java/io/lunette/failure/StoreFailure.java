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

    /** The file of the key of the store's secrets cannot be taken as it is. */
    record KeyUnusable(String file, String problem) implements StoreFailure {
        @Override
        public String code() {
            return "store.key-unusable";
        }

        @Override
        public String what() {
            return "The key of the store's secrets in " + file + " was not used";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Make it a file of the user that runs Lunette, with the key that belongs to this store: chmod 600 "
                    + file;
        }
    }

    /** There are secrets, and nothing to open them with. */
    record KeyMissing(String store, String file) implements StoreFailure {
        @Override
        public String code() {
            return "store.key-missing";
        }

        @Override
        public String what() {
            return "The service was not started with the store in " + store;
        }

        @Override
        public String why() {
            return "its CHAP secrets are sealed, and their key is not in " + file;
        }

        @Override
        public String fix() {
            return "Put the key there, from where the store comes from or from another controller. If it is lost, forget"
                    + " the secrets: lunette restore FILE --forget-secrets, with a copy of the store or a backup";
        }
    }

    /** The secrets were sealed with another key. */
    record KeyDoesNotFit(String store, String file) implements StoreFailure {
        @Override
        public String code() {
            return "store.key-does-not-fit";
        }

        @Override
        public String what() {
            return "The service was not started with the store in " + store;
        }

        @Override
        public String why() {
            return "the key in " + file + " is not the one that its CHAP secrets are sealed with";
        }

        @Override
        public String fix() {
            return "Put the right key there, from where the store comes from or from another controller. If it is lost,"
                    + " forget the secrets: lunette restore FILE --forget-secrets, with a copy of the store or a backup";
        }
    }

    /** A store was to be made of what hosts and targets tell, where there is one. */
    record IsThere(String state) implements StoreFailure {
        @Override
        public String code() {
            return "store.is-there";
        }

        @Override
        public String what() {
            return "Nothing was recovered into " + state;
        }

        @Override
        public String why() {
            return "there is a store already, which knows more than hosts and targets can tell";
        }

        @Override
        public String fix() {
            return "Move it away when it is damaged, or name another file with --into";
        }
    }

    /** What is on hosts and targets could be read in part only. */
    record NotWhole(int left) implements StoreFailure {
        @Override
        public String code() {
            return "store.not-whole";
        }

        @Override
        public String what() {
            return "No store was written";
        }

        @Override
        public String why() {
            return left + " of the things that were found could not be recovered, and a service without them would take"
                    + " their LUNs from guests that have them";
        }

        @Override
        public String fix() {
            return "Mend what is named above, or write the rest all the same with --partial";
        }
    }

    /** The store is new, and there are LUNs of volumes that it should know. */
    record Lost(String state, int volumes) implements StoreFailure {
        @Override
        public String code() {
            return "store.lost";
        }

        @Override
        public String what() {
            return "The service was not started with the empty store in " + state;
        }

        @Override
        public String why() {
            return "there are LUNs of " + volumes
                    + " volumes that it does not know, and it would take them from the guests"
                    + " that have them: the store was lost";
        }

        @Override
        public String fix() {
            return "Put the store back, or make a new one of what hosts and targets tell: lunette recover";
        }
    }
}
