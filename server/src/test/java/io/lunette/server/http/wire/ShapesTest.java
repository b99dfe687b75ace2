package io.lunette.server.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lunette.server.http.TestCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Masks masks = new Masks(Map.of("<base>", "http://localhost:1"));

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(TestCloud.json(json));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private List<String> differences(String recorded, String actual) {
        return Shapes.differences(tree(recorded), tree(actual), masks);
    }

    @Test
    void other_values_of_the_same_types_are_no_difference() {
        assertEquals(List.of(), differences("{'a': 1, 'b': ['x'], 'c': null}", "{'c': null, 'b': ['y'], 'a': 2}"));
    }

    @Test
    void a_field_more_or_less_is_a_difference() {
        assertEquals(List.of("/b: recorded 1, now nothing"), differences("{'a': 1, 'b': 1}", "{'a': 1}"));
        assertEquals(List.of("/c/0/d: recorded nothing, now 1"), differences("{'c': [{}]}", "{'c': [{'d': 1}]}"));
    }

    @Test
    void another_type_or_number_of_elements_is_a_difference() {
        assertEquals(List.of("/a: recorded 1, now \"1\""), differences("{'a': 1}", "{'a': '1'}"));
        assertEquals(List.of("/a: recorded null, now {}"), differences("{'a': null}", "{'a': {}}"));
        assertEquals(List.of("/a: recorded [], now [1]"), differences("{'a': []}", "{'a': [1]}"));
    }

    @Test
    void an_id_must_be_the_same_wherever_its_mask_stands() {
        assertEquals(List.of(), differences("{'id': '<id-1>'}", "{'id': 'one'}"));
        assertEquals(List.of(), differences("{'href': '<base>/x/<id-1>'}", "{'href': 'http://localhost:1/x/one'}"));
        assertEquals(
                List.of("/id: recorded \"<id-1>\", now \"two\""), differences("{'id': '<id-1>'}", "{'id': 'two'}"));
        assertEquals("/volumes/one", masks.reveal("/volumes/<id-1>"));
    }

    @Test
    void an_id_is_learnt_within_a_text_too() {
        assertEquals(List.of(), differences("{'request': 'req-<id-1>'}", "{'request': 'req-one'}"));
        assertEquals("/actions/req-one", masks.reveal("/actions/req-<id-1>"));
        assertEquals(
                List.of("/request: recorded \"req-<id-2>\", now \"two\""),
                differences("{'request': 'req-<id-2>'}", "{'request': 'two'}"));
    }

    @Test
    void a_time_must_look_like_one() {
        assertEquals(List.of(), differences("{'at': '<time>'}", "{'at': '2026-11-23T04:46:00.000000'}"));
        assertEquals(
                List.of("/at: recorded \"<time>\", now \"soon\""), differences("{'at': '<time>'}", "{'at': 'soon'}"));
    }

    @Test
    void what_is_recorded_anew_is_masked_again() {
        JsonNode answer =
                tree("{'id': 'one', 'at': '2026-11-23T04:46:00Z', 'href': 'http://localhost:1/one', 'size': 1}");
        differences("{'id': '<id-1>'}", "{'id': 'one'}");
        assertEquals(tree("{'id': '<id-1>', 'at': '<time>', 'href': '<base>/<id-1>', 'size': 1}"), masks.hide(answer));
    }
}
