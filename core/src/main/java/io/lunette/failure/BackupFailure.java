package io.lunette.failure;

/** Why no backup of the store was made, or none was brought back. Told to administrators alone. */
public sealed interface BackupFailure extends Failure {

    /** The database has tools of its own for it. */
    record UsePgDump(String address) implements BackupFailure {
        @Override
        public String code() {
            return "backup.use-pg-dump";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Lunette makes no backup of a PostgreSQL database";
        }

        @Override
        public String why() {
            return "PostgreSQL's own tools copy " + address + " while it is in use";
        }

        @Override
        public String fix() {
            return "pg_dump --format=custom --file=lunette.dump '" + address + "'";
        }
    }

    /** As {@link UsePgDump}, for the way back. */
    record UsePgRestore(String address) implements BackupFailure {
        @Override
        public String code() {
            return "backup.use-pg-restore";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Lunette restores no PostgreSQL database";
        }

        @Override
        public String why() {
            return "PostgreSQL's own tools do it";
        }

        @Override
        public String fix() {
            return "Stop every controller, then pg_restore --clean --if-exists --single-transaction --dbname='"
                    + address + "' lunette.dump";
        }
    }

    /** The file was cut short, or changed, or its disk is broken. */
    record Damaged(String file, String problem) implements BackupFailure {
        @Override
        public String code() {
            return "backup.damaged";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The backup " + file + " was not restored";
        }

        @Override
        public String why() {
            return "it is damaged: " + problem;
        }

        @Override
        public String fix() {
            return "Take another backup; the state is as it was";
        }
    }
}
