package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.port.HostInspection.HostTime;
import java.time.Duration;
import java.util.List;

/**
 * The host's clock against the controller's. No machine that follows NTP is 2 s off. Guests begin with their host's time,
 * and from 5 minutes on Kerberos refuses them (RFC 4120 section 8.2: the usual clock skew).
 */
final class Clock implements Check {
    private static final String CODE = "clock";
    private static final Duration FOLLOWED = Duration.ofSeconds(2);
    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final String FIX = "Let chronyd or systemd-timesyncd follow the same source on host and controller";
    private static final double MILLIS = 1000;

    @Override
    public List<Finding> judge(HostFacts facts) {
        return List.of(
                switch (facts.time()) {
                    case Outcome.Failed<HostTime>(Failure failure) -> untold(CODE, failure, "date +%s.%N");
                    case Outcome.Done<HostTime>(HostTime time) -> judge(time.ahead());
                });
    }

    private static Finding judge(Duration ahead) {
        if (ahead.abs().compareTo(FOLLOWED) <= 0) {
            return ok(CODE, "the host's clock agrees with the controller's", "they are not 2 s apart");
        }
        String what = "the host's clock is " + Math.round(ahead.abs().toMillis() / MILLIS) + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the controller's";
        return ahead.abs().compareTo(REFUSED) < 0
                ? warning(CODE, what, "logs of the two cannot be laid beside each other", FIX)
                : problem(CODE, what, "guests begin with that time, and Kerberos and TLS refuse them", FIX);
    }
}
