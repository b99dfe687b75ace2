package io.lunette.bench;

import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.plan.AttachPlanner;
import io.lunette.plan.AttachWish;
import io.lunette.plan.BootPlanner;
import io.lunette.plan.BootWish;
import io.lunette.plan.DiskChoice;
import io.lunette.plan.DomainTrees;
import io.lunette.plan.DomainView;
import io.lunette.plan.Plan;
import io.lunette.plan.Preview;
import io.lunette.plan.Samples;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What it costs to plan one more LUN on a running server that has many, with and without reading its two XMLs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PlanBench {
    private static final Server SERVER = Samples.server(1);
    private static final DiskChoice LUN =
            new DiskChoice(DiskBus.SCSI, DeviceMode.LUN, Optional.of(ScsiModel.VIRTIO_SCSI));

    /** How many LUNs are there already; one more is planned. */
    @Param({"0", "9", "99", "249", "499", "749", "999"})
    public int there;

    private DomainSnapshot domain = new DomainSnapshot(Power.OFF, "", Optional.empty());
    private DomainView view = DomainView.of(new DomainSnapshot(Power.OFF, "<domain/>", Optional.empty()));

    public static void main(String[] arguments) throws RunnerException {
        System.out.println(Machine.load());
        var results = new Runner(new OptionsBuilder()
                        .include(PlanBench.class.getSimpleName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.printf("%6s %22s %34s%n", "LUN", "planned", "both XMLs read, and planned");
        results.stream()
                .map(PlanBench::there)
                .distinct()
                .sorted()
                .forEach(there -> System.out.printf(
                        "%6d %19.1f us %31.1f us%n",
                        there + 1, score(results, "planned", there), score(results, "readAndPlanned", there)));
    }

    private static int there(RunResult result) {
        return Integer.parseInt(result.getParams().getParam("there"));
    }

    private static double score(Iterable<RunResult> results, String benchmark, int there) {
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(benchmark) && there(result) == there) {
                return result.getPrimaryResult().getScore();
            }
        }
        throw new IllegalStateException("no result of " + benchmark);
    }

    /** A server that got its LUNs one after the other. */
    @Setup
    public void attachThem() {
        Plan boot = BootPlanner.plan(new BootWish(SERVER, Samples.traits("pc-q35-7.2"), List.of(), Samples.TUNING, 8))
                .get()
                .plan();
        DomainTrees trees = Preview.after(boot, new DomainTrees(Optional.empty(), Optional.empty()));
        for (int number = 1; number <= there; number++) {
            trees = Preview.after(plan(number, trees.view()), trees);
        }
        view = trees.view();
        domain = trees.snapshot(Power.RUNNING);
    }

    private static Plan plan(int number, DomainView domain) {
        return AttachPlanner.plan(
                        new AttachWish(SERVER, Samples.passthrough(number), LUN, Samples.TUNING, Optional.empty()),
                        domain)
                .get()
                .plan();
    }

    @Benchmark
    public Plan planned() {
        return plan(there + 1, view);
    }

    @Benchmark
    public Plan readAndPlanned() {
        return plan(there + 1, DomainView.of(domain));
    }
}
