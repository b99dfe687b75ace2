package io.lunette.usecase.recover;

import static java.util.stream.Collectors.groupingBy;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.LunSource;
import io.lunette.usecase.volume.IdentifyLun;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads volumes from the labels that are kept of LUNs, and holds each LUN to the identity that its label says. */
record FindVolumes(LunSource source, AdoptedLabels adopted, IdentifyLun identify) {

    /** Fails when the source does not tell all of its LUNs. */
    Outcome<Found<VolumeLabel>> find() {
        return source.volumes()
                .then(managed -> adopted.volumes()
                        .then(others -> each(managed, source::labels)
                                .then(first -> each(others, adopted::of).map(first::and))))
                .map(FindVolumes::unique);
    }

    private Outcome<Found<VolumeLabel>> each(
            List<VolumeId> ids, Function<VolumeId, Outcome<Map<String, String>>> labels) {
        Outcome<Found<VolumeLabel>> all = Outcome.done(Found.nothing());
        for (VolumeId id : ids) {
            all = all.then(before -> labels.apply(id).map(texts -> before.and(read(id, texts))));
        }
        return all;
    }

    private Found<VolumeLabel> read(VolumeId id, Map<String, String> texts) {
        return switch (VolumeLabel.read(id, texts)) {
            case Parsed.Valid<VolumeLabel>(VolumeLabel label) -> verified(label);
            case Parsed.Invalid<VolumeLabel>(String problem) -> left(id, problem);
        };
    }

    private Found<VolumeLabel> verified(VolumeLabel label) {
        Volume volume = label.volume();
        Lun said = volume.lun().orElseThrow();
        return switch (identify.identify(volume.id(), said)) {
            case Outcome.Done<Lun>(Lun seen) ->
                seen.identity().isOfSameLun(said.identity())
                        ? Found.one(label)
                        : left(
                                volume.id(),
                                "its LUN says that it is " + seen.identity().name() + ", and its label "
                                        + said.identity().name());
            // It answers as what it is when its account is given; until then nobody can use it.
            case Outcome.Failed<Lun>(Failure failure)
            when failure instanceof StorageFailure.LoginRefused && said.adopted() -> Found.one(label.locked());
            case Outcome.Failed<Lun>(Failure failure) ->
                left(volume.id(), "its LUN was not identified: " + failure.sentence());
        };
    }

    /** Which of two with one identity is the right one nobody can tell. */
    private static Found<VolumeLabel> unique(Found<VolumeLabel> all) {
        Map<Wwid, List<VolumeLabel>> byWwid = all.items().stream()
                .collect(groupingBy(label -> wwid(label.volume().lun().orElseThrow())));
        Found<VolumeLabel> unique = Found.unreadable(all.left());
        for (VolumeLabel label : all.items()) {
            Wwid wwid = wwid(label.volume().lun().orElseThrow());
            unique = unique.and(
                    byWwid.getOrDefault(wwid, List.of()).size() == 1
                            ? Found.one(label)
                            : left(label.volume().id(), "another volume's LUN says too that it is " + wwid));
        }
        return unique;
    }

    private static Found<VolumeLabel> left(VolumeId id, String why) {
        return Found.unreadable(List.of(Left.of("volume " + id, why)));
    }

    private static Wwid wwid(Lun lun) {
        return lun.identity().wwid();
    }
}
