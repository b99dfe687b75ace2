package io.lunette.usecase.doctor;

import io.lunette.usecase.doctor.Finding.Level;
import java.util.List;
import java.util.stream.Stream;

/** What was found of the controller, and of each host in the order in which they came. */
public record Examination(List<Finding> controller, List<HostReport> hosts) {
    public Examination {
        controller = List.copyOf(controller);
        hosts = List.copyOf(hosts);
    }

    public Level worst() {
        return Stream.concat(
                        controller.stream().map(Finding::level), hosts.stream().map(HostReport::worst))
                .reduce(Level.OK, Level::worse);
    }
}
