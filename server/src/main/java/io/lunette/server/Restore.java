package io.lunette.server;

import io.lunette.failure.BackupFailure;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.StoreLocation;
import io.lunette.server.config.Surroundings;
import io.lunette.server.store.SqlStateStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code lunette restore}: puts a backup in the place of the store of a service that does not run. */
final class Restore {
    private static final String USAGE = """
            Usage: lunette restore FILE [--config FILE] [--state DIR] [--forget-secrets]

            Puts a backup, made by lunette backup, in the place of the store. The service must not run. The store of before
            is kept beside it. Everybody logs in anew after it.

              --config FILE          as of lunette serve
              --state DIR            as of lunette serve
              --forget-secrets       without the CHAP accounts, when the key in secrets.key is lost: servers get new ones at their
                                     next start; those of adopted LUNs must be given again (lunette lun login)
            """;

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final String FORGET_SECRETS = "--forget-secrets";

    private record Wanted(Path backup, boolean forgetSecrets) {}

    private Restore() {}

    /** The exit code. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return DONE;
        }
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            err.print("lunette restore: which file?\n\n" + USAGE);
            return WRONG_USAGE;
        }
        boolean forget = words.contains(FORGET_SECRETS);
        List<String> rest = words.stream()
                .skip(1)
                .filter(word -> !word.equals(FORGET_SECRETS))
                .toList();
        return switch (ServeArguments.parse(rest)) {
            case ServeArguments.Serve serve ->
                load(new Wanted(Path.of(words.getFirst()), forget), serve.arguments(), out, err);
            case ServeArguments.Help ignored -> DONE;
            case ServeArguments.Wrong wrong -> {
                err.print("lunette restore: " + wrong.problem() + "\n\n" + USAGE);
                yield WRONG_USAGE;
            }
        };
    }

    private static int load(Wanted wanted, ServeArguments arguments, PrintStream out, PrintStream err) {
        return switch (SettingsLoader.load(arguments.file(), arguments.options(), Surroundings.ofThisProcess())) {
            case SettingsLoader.Bad bad -> {
                err.println("lunette restore: nothing was restored, because of mistakes in the settings:");
                bad.mistakes().forEach(mistake -> err.println("  " + mistake));
                yield WRONG_USAGE;
            }
            case SettingsLoader.Good(Settings settings) -> restore(wanted, settings, out, err);
        };
    }

    private static int restore(Wanted wanted, Settings settings, PrintStream out, PrintStream err) {
        return switch (restored(wanted, settings.store())) {
            case Outcome.Failed<String>(Failure failure) -> {
                err.println("lunette restore: " + failure.sentence());
                yield FAILED;
            }
            case Outcome.Done<String>(String told) -> {
                out.println(told);
                yield DONE;
            }
        };
    }

    private static Outcome<String> restored(Wanted wanted, StoreLocation store) {
        return switch (store) {
            case StoreLocation.SqliteFile(Path file) ->
                SqlStateStore.restore(wanted.backup(), file, Clock.systemUTC(), wanted.forgetSecrets())
                        .map(aside -> told(wanted.backup(), file, aside));
            case StoreLocation.Postgres database -> Outcome.failed(new BackupFailure.UsePgRestore(database.address()));
        };
    }

    private static String told(Path backup, Path file, Optional<Path> aside) {
        return "Restored " + file + " from " + backup + "."
                + aside.map(old -> "\nThe store of before is kept as " + old + ".")
                        .orElse("")
                + "\nStart the service: lunette serve";
    }
}
