package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.server.config.Mistake;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service: {@code lunette serve}; or does {@code lunette recover} or {@code restore} in its stead. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] words) {
        List<String> all = List.of(words);
        if (!all.isEmpty() && all.getFirst().equals("recover")) {
            System.exit(RecoverCommand.run(all.subList(1, all.size()), System.out, System.err));
        }
        if (!all.isEmpty() && all.getFirst().equals("restore")) {
            System.exit(Restore.run(all.subList(1, all.size()), System.out, System.err));
        }
        switch (ServeArguments.parse(all)) {
            case ServeArguments.Help ignored -> System.out.print(ServeArguments.USAGE);
            case ServeArguments.Wrong wrong -> {
                System.err.println("lunette serve: " + wrong.problem() + "\n\n" + ServeArguments.USAGE);
                System.exit(WRONG_USAGE);
            }
            case ServeArguments.Serve serve -> serve(serve.arguments());
        }
    }

    private static void serve(ServeArguments arguments) {
        switch (SettingsLoader.load(arguments.file(), arguments.options(), Surroundings.ofThisProcess())) {
            case SettingsLoader.Bad bad -> {
                tell(bad.mistakes());
                System.exit(WRONG_USAGE);
            }
            case SettingsLoader.Good good -> start(good.settings());
        }
    }

    private static void tell(List<Mistake> mistakes) {
        System.err.println("lunette serve: nothing was started, because of "
                + (mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes") + " in the settings:");
        mistakes.forEach(mistake -> System.err.println("  " + mistake));
    }

    private static void start(Settings settings) {
        Logging.start(settings.log());
        try {
            switch (Start.of(settings)) {
                case Outcome.Failed<Service> failed -> fail(failed.failure().sentence());
                case Outcome.Done<Service>(Service service) -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service), "stop"));
                    System.out.println(service.readyLine());
                }
            }
        } catch (StartFailed failed) {
            LOG.debug("start failed", failed);
            fail(failed.getMessage());
        }
    }

    private static void end(Service service) {
        Ending.close(service::close, Ending.LONGEST);
    }

    private static void fail(@Nullable String sentence) {
        System.err.println("lunette serve: " + sentence);
        System.exit(FAILED);
    }
}
