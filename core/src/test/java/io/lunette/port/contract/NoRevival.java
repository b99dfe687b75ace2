package io.lunette.port.contract;

import io.lunette.port.Revival;
import java.time.Duration;
import java.util.UUID;

/** Nothing is ever missed: for tests in which nobody dies. */
public final class NoRevival implements Revival {
    @Override
    public void watch(UUID work, Duration after) {}

    @Override
    public void forget(UUID work) {}
}
