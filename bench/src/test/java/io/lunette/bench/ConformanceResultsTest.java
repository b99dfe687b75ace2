package io.lunette.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.bench.ConformanceResults.Ending;
import io.lunette.bench.ConformanceResults.Result;
import org.junit.jupiter.api.Test;

class ConformanceResultsTest {
    private static ConformanceResults of(String output) {
        ConformanceResults results = new ConformanceResults();
        results.take("Suite", output);
        return results;
    }

    @Test
    void each_test_ends_as_it_was_told() {
        ConformanceResults results = of("""
                Suite: Suite
                  Test: Simple ...passed
                  Test: Beyond ...    [FAILED] it succeeded
                FAILED
                    1. test.c:38  - CU_ASSERT_EQUAL(_r,0)
                  Test: Skipped ...    [SKIPPED] it is not implemented.
                    [SKIPPED] it is not implemented.
                passed
                  Test: Hung ...
                """);
        assertEquals(new Result(Ending.PASSED, ""), results.of("Suite.Simple"));
        assertEquals(new Result(Ending.FAILED, "it succeeded"), results.of("Suite.Beyond"));
        assertEquals(new Result(Ending.SKIPPED, "it is not implemented."), results.of("Suite.Skipped"));
        assertEquals(new Result(Ending.UNFINISHED, ""), results.of("Suite.Hung"));
        assertEquals("1 passed, 1 failed, 1 skipped, 1 unfinished", results.summary());
    }

    @Test
    void a_difference_that_nothing_is_known_of_is_told_as_such() {
        ConformanceTable table =
                new ConformanceTable(of("  Test: Simple ...passed\n"), of("  Test: Simple ...FAILED\n"), "32767");
        assertEquals(1, table.unexplained().size());
        assertTrue(table.markdown().contains("**not explained**"));
    }
}
