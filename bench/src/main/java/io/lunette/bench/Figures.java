package io.lunette.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times of one thing, in milliseconds. */
final class Figures {
    private final String name;
    private final List<Double> millis = new ArrayList<>();

    Figures(String name) {
        this.name = name;
    }

    void add(long nanos) {
        millis.add(nanos / 1e6);
    }

    /** Runs {@code work} and keeps how long it took. */
    void time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        add(System.nanoTime() - start);
    }

    double median() {
        return quantile(0.5);
    }

    private double quantile(double share) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    boolean isEmpty() {
        return millis.isEmpty();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s median %8.2f ms   p10 %8.2f   p90 %8.2f   n=%d",
                name,
                median(),
                quantile(0.1),
                quantile(0.9),
                millis.size());
    }
}
