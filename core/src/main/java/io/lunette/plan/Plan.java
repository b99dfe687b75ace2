package io.lunette.plan;

import io.lunette.model.ServerId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Steps in order, for one server; every prefix can be taken back in reverse. */
public record Plan(ServerId server, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** Numbered lines. */
    public String describe() {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + ". " + steps.get(i).describe())
                .collect(Collectors.joining("\n"));
    }
}
