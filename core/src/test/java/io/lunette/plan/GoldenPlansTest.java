package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plans held in folders: {@code before.xml} (and {@code before-live.xml} where it differs), {@code request.json},
 * {@code plan.txt}, {@code after.xml} (and {@code after-live.xml}). {@code ./dev golden} writes the last three anew; read
 * the difference with care.
 */
class GoldenPlansTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean REWRITE = Boolean.getBoolean("lunette.golden.rewrite");

    @TestFactory
    List<DynamicTest> each_case_is_planned_as_its_folder_says() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
                    .toList();
        }
    }

    private static void check(Path folder) throws IOException {
        GoldenRequest request = GoldenRequest.read(folder.resolve("request.json"));
        Optional<DomainSnapshot> before = before(folder, request);
        Map<String, String> expected = new TreeMap<>();
        switch (request.plan(before)) {
            case Outcome.Failed<Plan>(Failure why) -> expected.put("plan.txt", refusal(why));
            case Outcome.Done<Plan>(Plan plan) -> {
                expected.put("plan.txt", plan.describe() + "\n");
                after(plan, before, request.reach(), expected);
            }
        }
        for (String name : new String[] {"plan.txt", "after.xml", "after-live.xml"}) {
            compare(folder.resolve(name), Optional.ofNullable(expected.get(name)));
        }
    }

    private static Optional<DomainSnapshot> before(Path folder, GoldenRequest request) throws IOException {
        Path persistent = folder.resolve("before.xml");
        if (!Files.exists(persistent)) {
            return Optional.empty();
        }
        String xml = Files.readString(persistent);
        Path live = folder.resolve("before-live.xml");
        Optional<String> liveXml = Files.exists(live)
                ? Optional.of(Files.readString(live))
                : request.running() ? Optional.of(xml) : Optional.empty();
        return Optional.of(new DomainSnapshot(liveXml.isPresent() ? Power.RUNNING : Power.OFF, xml, liveXml));
    }

    private static void after(
            Plan plan, Optional<DomainSnapshot> before, Preview.Reach reach, Map<String, String> files) {
        DomainSnapshot now = before.orElse(new DomainSnapshot(Power.OFF, "", Optional.empty()));
        DomainSnapshot after = Preview.after(plan, now, reach);
        files.put("after.xml", after.persistentXml());
        after.liveXml()
                .filter(live -> !live.equals(after.persistentXml()))
                .ifPresent(live -> files.put("after-live.xml", live));
    }

    private static String refusal(Failure why) {
        return "refused: " + why.code() + " (" + why.kind().httpStatus() + ")\n" + why.what() + "\nbecause " + why.why()
                + "\n" + why.fix() + "\n";
    }

    private static void compare(Path file, Optional<String> expected) throws IOException {
        if (REWRITE) {
            if (expected.isPresent()) {
                Files.writeString(file, expected.get());
            } else {
                Files.deleteIfExists(file);
            }
        } else if (expected.isPresent()) {
            assertEquals(Files.exists(file) ? Files.readString(file) : "", expected.get(), file.toString());
        } else {
            assertFalse(Files.exists(file), file + " is there, and the plan has no such result");
        }
    }
}
