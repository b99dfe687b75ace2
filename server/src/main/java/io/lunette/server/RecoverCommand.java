package io.lunette.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.model.Host;
import io.lunette.model.Iqn;
import io.lunette.port.Hypervisor;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.TargetLogins;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import io.lunette.server.imagefiles.DirectoryKeptImages;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.recover.Recover;
import io.lunette.usecase.recover.Recovered;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.IdentifyLun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code lunette recover}: makes a new store of what the host and the target tell. */
final class RecoverCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Settings settings;
    private final RecoverArguments arguments;
    private final PrintStream out;
    private final Ids ids = UUID::randomUUID;

    private RecoverCommand(Settings settings, RecoverArguments arguments, PrintStream out) {
        this.settings = settings;
        this.arguments = arguments;
        this.out = out;
    }

    /** The process's exit code. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return switch (RecoverArguments.parse(words)) {
            case RecoverArguments.Help ignored -> {
                out.print(RecoverArguments.USAGE);
                yield DONE;
            }
            case RecoverArguments.Wrong(String problem) -> {
                err.println("lunette recover: " + problem + "\n\n" + RecoverArguments.USAGE);
                yield WRONG_USAGE;
            }
            case RecoverArguments.Recover(RecoverArguments arguments) -> load(arguments, out, err);
        };
    }

    private static int load(RecoverArguments arguments, PrintStream out, PrintStream err) {
        ServeArguments service = arguments.service();
        return switch (SettingsLoader.load(service.file(), service.options(), Surroundings.ofThisProcess())) {
            case SettingsLoader.Bad(var mistakes) -> {
                err.println("lunette recover: there are mistakes in the settings:");
                mistakes.forEach(mistake -> err.println("  " + mistake));
                yield WRONG_USAGE;
            }
            case SettingsLoader.Good(Settings settings) -> {
                Logging.start(settings.log());
                yield new RecoverCommand(settings, arguments, out).recover(err);
            }
        };
    }

    private int recover(PrintStream err) {
        try {
            return switch (recover()) {
                case Outcome.Done<Recovered> done -> DONE;
                case Outcome.Failed<Recovered>(Failure failure) -> {
                    err.println("lunette recover: " + failure.sentence());
                    yield FAILED;
                }
            };
        } catch (IOException unusable) {
            err.println("lunette recover: A file cannot be used: " + unusable.getMessage());
            return FAILED;
        }
    }

    private Outcome<Recovered> recover() throws IOException {
        PrivateFile.folder(settings.state());
        try (Opened opened = new Opened()) {
            Outcome<NewStore> store = NewStore.of(settings, arguments.into()).map(opened::add);
            Outcome<Recovered> found = store.then(free -> find(opened))
                    .ifDone(recovered -> out.print(new RecoveryReport(recovered)))
                    .then(recovered -> recovered.isWhole() || arguments.partial()
                            ? Outcome.done(recovered)
                            : Outcome.failed(
                                    new StoreFailure.NotWhole(recovered.left().size())));
            return found.then(recovered -> store.get()
                    .write(fresh -> write(recovered, fresh))
                    .map(written -> {
                        out.print(RecoveryReport.written(written));
                        return recovered;
                    }));
        }
    }

    private void write(Recovered recovered, StateStore fresh) {
        writeHosts(fresh);
        Recover.write(
                recovered,
                fresh,
                new TargetLogins(fresh.chapAccounts(), settings.target().chap()));
    }

    /** Those that were named; the next start writes down that of the settings. */
    private void writeHosts(StateStore fresh) {
        arguments.hosts().forEach(host -> fresh.hosts().insert(Host.of(host.name(), host.uri(), Instant.now())));
    }

    private List<Hypervisor> hypervisors(Hypervisor own, Opened opened) {
        List<Hypervisor> all = new ArrayList<>();
        all.add(own);
        arguments.hosts().forEach(host -> all.add(opened.add(RealWorld.hypervisor(settings, host.name(), host.uri()))));
        return all;
    }

    private Outcome<Recovered> find(Opened opened) {
        return RealWorld.ways(settings, new InMemoryStateStore().chapAccounts(), opened)
                .then(ways -> {
                    ControllerInitiator controller = new ControllerInitiator(
                            settings.host().name(),
                            Iqn.parse(settings.host().initiatorPrefix() + ":controller")
                                    .get());
                    return new Recover(
                                    hypervisors(ways.hypervisor(), opened),
                                    ways.luns(),
                                    RealWorld.adoptedLabels(settings),
                                    new IdentifyLun(
                                            new InMemoryStateStore().volumes(),
                                            ways.luns(),
                                            ways.probe(),
                                            ways.logins(),
                                            controller),
                                    new DirectoryKeptImages(settings.images()),
                                    ids)
                            .find();
                });
    }
}
