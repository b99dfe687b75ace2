package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.failure.FlavorFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Flavor;
import io.lunette.model.ScsiModel;
import io.lunette.model.Shown;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the virtio-scsi controllers of a server are driven. An iothread takes their I/O out of QEMU's main loop, and a
 * queue for each vCPU keeps the guest's own from waiting for each other.
 *
 * @param ioThread whether each has an iothread of its own
 * @param queues request queues of each
 */
public record ControllerTuning(boolean ioThread, int queues) {
    /** QEMU's virtio-scsi has at most 1024 queues; no guest has use for so many. */
    public static final int MOST_QUEUES = 256;

    /** Where nobody says how many, a large guest gets no more: each queue costs memory and an interrupt. */
    private static final int MOST_BY_ITSELF = 16;

    /** A flavor's extra spec: {@code true} or {@code false}. */
    public static final String IO_THREAD_SPEC = "lunette:scsi_iothread";

    /** A flavor's extra spec: 1 to {@link #MOST_QUEUES}. */
    public static final String QUEUES_SPEC = "lunette:scsi_queues";

    /**
     * What holds where the flavor says nothing.
     *
     * @param queues empty: as many as the server has vCPUs, as QEMU itself does it, up to 16
     */
    public record Defaults(boolean ioThread, Optional<Integer> queues) {
        public static final Defaults USUAL = new Defaults(true, Optional.empty());
    }

    /** What the flavor says, and the defaults where it says nothing; refuses words that it cannot understand. */
    public static Outcome<ControllerTuning> of(Flavor flavor, Defaults defaults) {
        Map<String, String> specs = flavor.extraSpecs();
        return ioThread(specs.get(IO_THREAD_SPEC), defaults.ioThread())
                .then(thread -> queues(specs.get(QUEUES_SPEC), byDefault(flavor, defaults))
                        .map(queues -> new ControllerTuning(thread, queues)));
    }

    private static int byDefault(Flavor flavor, Defaults defaults) {
        return defaults.queues().orElse(Math.clamp(flavor.vcpus(), 1, MOST_BY_ITSELF));
    }

    private static Outcome<Boolean> ioThread(@Nullable String said, boolean otherwise) {
        return switch (said) {
            case null -> Outcome.done(otherwise);
            case "true" -> Outcome.done(true);
            case "false" -> Outcome.done(false);
            default -> bad(IO_THREAD_SPEC, said, "true or false");
        };
    }

    private static Outcome<Integer> queues(@Nullable String said, int otherwise) {
        if (said == null) {
            return Outcome.done(otherwise);
        }
        boolean fits =
                said.matches("[0-9]{1,3}") && Integer.parseInt(said) >= 1 && Integer.parseInt(said) <= MOST_QUEUES;
        return fits
                ? Outcome.done(Integer.valueOf(said))
                : bad(QUEUES_SPEC, said, "a whole number from 1 to " + MOST_QUEUES);
    }

    private static <T> Outcome<T> bad(String key, String said, String allowed) {
        return Outcome.failed(new FlavorFailure.BadExtraSpec(key, Shown.text(said), allowed));
    }

    /** The controller that Lunette makes at this index. */
    ControllerSpec controller(int index, ScsiModel model) {
        ControllerSpec plain = ControllerSpec.at(index, model);
        return model.isVirtio()
                ? plain.with(new ControllerSpec.Driver(
                        ioThread ? Optional.of(ControllerSpec.ioThreadOf(index)) : Optional.empty(),
                        Optional.of(queues)))
                : plain;
    }
}
