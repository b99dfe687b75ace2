package io.lunette.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each refusal helps: it has a code of its own, says what and why, and what to do. */
class FailuresTest {
    private static final Failure CAUSE = new StorageFailure.NoSpace("Volume x was not made", 5);

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FailuresTest::kinds)
                : Stream.of(type);
    }

    private static Failure sample(Class<?> kind) {
        try {
            RecordComponent[] parts = kind.getRecordComponents();
            Constructor<?> constructor = kind.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return (Failure) constructor.newInstance(
                    Arrays.stream(parts).map(FailuresTest::value).toArray());
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new LinkageError(kind + " has a form that this test does not know", e);
        }
    }

    private static Object value(RecordComponent part) {
        Class<?> type = part.getType();
        if (type == List.class) {
            return part.getGenericType().getTypeName().contains("Failure") ? List.of(CAUSE) : List.of("one");
        }
        if (type == Optional.class) {
            return Optional.of("one");
        }
        return type.isEnum()
                ? type.getEnumConstants()[0]
                : Map.<Class<?>, Object>of(
                                String.class,
                                "text",
                                long.class,
                                3L,
                                int.class,
                                3,
                                boolean.class,
                                true,
                                Failure.class,
                                CAUSE)
                        .get(type);
    }

    @Test
    void no_two_failures_have_one_code() {
        Map<String, Long> codes = kinds(Failure.class)
                .map(kind -> sample(kind).code())
                .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        assertTrue(codes.size() > 100, "all were found: " + codes.size());
        assertEquals(
                List.of(),
                codes.entrySet().stream()
                        .filter(code -> code.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> each_failure_says_what_why_and_what_to_do() {
        return kinds(Failure.class)
                .map(kind -> DynamicTest.dynamicTest(kind.getSimpleName(), () -> {
                    Failure failure = sample(kind);
                    assertTrue(failure.code().matches("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*"), failure.code());
                    for (String part : List.of(failure.what(), failure.why(), failure.fix())) {
                        assertFalse(part.isBlank(), failure.code());
                        assertFalse(part.contains("null"), part);
                    }
                    assertFalse(failure.what().endsWith("."), failure.what());
                    assertFalse(failure.why().endsWith("."), failure.why());
                    assertTrue(failure.kind().httpStatus() >= 400);
                }));
    }
}
