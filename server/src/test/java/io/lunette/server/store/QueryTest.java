package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private Session session;

    @BeforeEach
    void open() throws SQLException {
        session = new Session(DriverManager.getConnection("jdbc:sqlite::memory:"), new SqliteErrors());
        session.sql("CREATE TABLE things (text_value text, number_value bigint)")
                .update();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void names_become_positions_in_the_order_of_their_appearance() {
        NamedSql sql = NamedSql.parse("UPDATE t SET a = :a_1, b = :b WHERE a <> :a_1 AND c = '12:30' AND d = e::text");

        assertEquals("UPDATE t SET a = ?, b = ? WHERE a <> ? AND c = '12:30' AND d = e::text", sql.positional());
        assertEquals(List.of("a_1", "b", "a_1"), sql.names());
    }

    @Test
    void a_name_that_appears_twice_is_set_once() {
        insert("same", 1);

        assertEquals(
                1,
                session.sql("SELECT * FROM things WHERE text_value = :text OR text_value = :text")
                        .set("text", "same")
                        .list(row -> row.text("text_value"))
                        .size());
    }

    @Test
    void a_value_that_was_not_set_is_not_taken_from_the_run_before() {
        insert("first", 1);

        assertThrows(
                IllegalStateException.class,
                () -> session.sql("INSERT INTO things VALUES (:text, :number)")
                        .set("text", "second")
                        .update());
    }

    @Test
    void a_name_that_is_not_in_the_statement_is_a_bug() {
        Query query = session.sql("SELECT * FROM things");

        assertThrows(IllegalArgumentException.class, () -> query.set("text", "x"));
    }

    @Test
    void a_value_that_no_column_holds_is_a_bug() {
        Query query = session.sql("SELECT * FROM things WHERE text_value = :text");

        assertThrows(IllegalArgumentException.class, () -> query.set("text", List.of()));
    }

    @Test
    void an_empty_optional_is_null_and_comes_back_as_one() {
        session.sql("INSERT INTO things VALUES (:text, :number)")
                .set("text", Optional.empty())
                .set("number", Optional.empty())
                .update();

        Query query = session.sql("SELECT * FROM things");

        assertEquals(List.of(Optional.empty()), query.list(row -> row.optionalText("text_value")));
        assertEquals(List.of(Optional.empty()), query.list(row -> row.optionalInstant("number_value")));
        assertThrows(IllegalStateException.class, () -> query.list(row -> row.text("text_value")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-11-23T12:00:00.123456789Z",
                "1677-09-21T00:12:44Z",
                "2262-04-11T23:47:16.854775807Z"
            })
    void an_instant_comes_back_to_the_nanosecond(String text) {
        Instant instant = Instant.parse(text);
        insert("at", Query.nanos(instant));

        assertEquals(List.of(instant), session.sql("SELECT * FROM things").list(row -> row.instant("number_value")));
    }

    @Test
    void an_instant_that_does_not_fit_is_refused() {
        assertThrows(ArithmeticException.class, () -> Query.nanos(Instant.parse("2262-04-11T23:47:16.854775808Z")));
    }

    private void insert(String text, long number) {
        session.sql("INSERT INTO things VALUES (:text, :number)")
                .set("text", text)
                .set("number", number)
                .update();
    }
}
