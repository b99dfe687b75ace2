package io.lunette.plan;

import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps in order, for one server; every prefix can be taken back in reverse. */
public record Plan(ServerId server, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** The disk that this volume is to be, if the plan has one. */
    public Optional<DiskSpec> disk(VolumeId volume) {
        DiskSource source = new DiskSource.OfVolume(volume);
        return steps.stream()
                .flatMap(step -> switch (step) {
                    case Step.AttachDisk attach -> Stream.of(attach.disk());
                    case Step.DefineDomain define -> define.domain().disks().stream();
                    default -> Stream.empty();
                })
                .filter(disk -> disk.source().equals(source))
                .findFirst();
    }

    /** Numbered lines. */
    public String describe() {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + ". " + steps.get(i).describe())
                .collect(Collectors.joining("\n"));
    }
}
