package io.lunette.usecase.doctor;

import io.lunette.model.HostName;
import io.lunette.usecase.doctor.Finding.Level;
import java.util.Comparator;
import java.util.List;

/** What was found of a host, the worst first. */
public record HostReport(HostName host, List<Finding> findings) {
    public HostReport {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::level).reversed())
                .toList();
    }

    public Level worst() {
        return findings.stream().map(Finding::level).reduce(Level.OK, Level::worse);
    }
}
