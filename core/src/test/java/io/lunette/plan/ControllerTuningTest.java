package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.failure.FlavorFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Flavor;
import io.lunette.model.ScsiModel;
import io.lunette.plan.ControllerTuning.Defaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControllerTuningTest {

    private static Outcome<ControllerTuning> of(int vcpus, Map<String, String> specs, Defaults defaults) {
        return ControllerTuning.of(new Flavor("1", "f", vcpus, 256, 0, 0, 0, true, "", specs), defaults);
    }

    @Test
    void a_controller_has_an_iothread_and_a_queue_for_each_vcpu_when_nobody_says_otherwise() {
        assertEquals(Outcome.done(new ControllerTuning(true, 4)), of(4, Map.of(), Defaults.USUAL));
    }

    @Test
    void a_large_guest_has_sixteen_queues_unless_somebody_says_more() {
        assertEquals(16, of(96, Map.of(), Defaults.USUAL).get().queues());
        assertEquals(
                96,
                of(96, Map.of("lunette:scsi_queues", "96"), Defaults.USUAL)
                        .get()
                        .queues());
    }

    @Test
    void the_flavor_has_precedence_over_the_configuration() {
        Map<String, String> specs = Map.of("lunette:scsi_iothread", "true", "lunette:scsi_queues", "3");
        assertEquals(Outcome.done(new ControllerTuning(true, 3)), of(8, specs, new Defaults(false, Optional.of(2))));
        assertEquals(
                Outcome.done(new ControllerTuning(false, 2)), of(8, Map.of(), new Defaults(false, Optional.of(2))));
    }

    @Test
    void words_that_mean_nothing_are_refused() {
        for (Map<String, String> bad : List.of(
                Map.of("lunette:scsi_iothread", "yes"),
                Map.of("lunette:scsi_queues", "0"),
                Map.of("lunette:scsi_queues", "257"),
                Map.of("lunette:scsi_queues", "many"))) {
            assertInstanceOf(
                    FlavorFailure.BadExtraSpec.class,
                    of(1, bad, Defaults.USUAL).failureIfAny().orElseThrow());
        }
    }

    @Test
    void only_virtio_models_are_driven_so() {
        ControllerTuning tuning = new ControllerTuning(true, 2);
        assertEquals(Optional.empty(), tuning.controller(0, ScsiModel.LSILOGIC).driver());
        assertEquals(
                Optional.of(new ControllerSpec.Driver(Optional.of(1003), Optional.of(2))),
                tuning.controller(3, ScsiModel.VIRTIO_SCSI).driver());
    }
}
