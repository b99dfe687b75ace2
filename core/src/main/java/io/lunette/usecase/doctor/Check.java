package io.lunette.usecase.doctor;

import java.util.List;

/** Judges one side of a host by what is known of it. Pure. */
@FunctionalInterface
interface Check {
    /** At least one finding where the thing was looked at. */
    List<Finding> judge(HostFacts facts);
}
