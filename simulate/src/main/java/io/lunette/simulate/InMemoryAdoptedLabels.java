package io.lunette.simulate;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.VolumeId;
import io.lunette.port.AdoptedLabels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Labels of adopted LUNs in memory. */
public final class InMemoryAdoptedLabels implements AdoptedLabels {
    private final Map<VolumeId, Map<String, String>> labels = new ConcurrentHashMap<>();

    @Override
    public Outcome<Unit> keep(VolumeId volume, Map<String, String> texts) {
        labels.put(volume, Map.copyOf(texts));
        return Outcome.done();
    }

    @Override
    public Outcome<Unit> forget(VolumeId volume) {
        labels.remove(volume);
        return Outcome.done();
    }

    @Override
    public Outcome<Map<String, String>> of(VolumeId volume) {
        return Outcome.done(labels.getOrDefault(volume, Map.of()));
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return Outcome.done(labels.keySet().stream()
                .sorted(Comparator.comparing(VolumeId::toString))
                .toList());
    }
}
