package io.lunette.plan;

import io.lunette.plan.RandomServer.Event;
import io.lunette.plan.Story.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets stories happen and checks each event; a story that fails is cut down to what it takes to fail. */
final class Storyteller {
    private final Consumer<Event> check;

    Storyteller(Consumer<Event> check) {
        this.check = check;
    }

    /** A story that fails, up to the event at which it does. */
    record Failed(Story story, List<String> events, Throwable why) {
        @Override
        public String toString() {
            return "seed " + story.seed() + ", " + events.size() + " event(s): " + String.join("; ", events) + "\n"
                    + why;
        }
    }

    Optional<Failed> tell(Story story) {
        RandomServer server = new RandomServer(story.seed());
        List<String> events = new ArrayList<>();
        for (Happening happening : story.happenings()) {
            try {
                Event event = server.take(happening);
                events.add(event.what());
                check.accept(event);
            } catch (AssertionError | RuntimeException why) {
                return Optional.of(new Failed(story, events, why));
            }
        }
        return Optional.empty();
    }

    /** The same failure with as few happenings as leaving one out after the other gives. */
    Failed shrink(Failed failed) {
        for (int i = failed.story().happenings().size() - 1; i >= 0; i--) {
            Optional<Failed> smaller = tell(failed.story().without(i));
            if (smaller.isPresent()) {
                return shrink(smaller.get());
            }
        }
        return failed;
    }
}
