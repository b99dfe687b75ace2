package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lunette.server.iscsi.tgt.TgtRequest.Mode;
import io.lunette.server.iscsi.tgt.TgtRequest.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TgtRequestTest {
    @Test
    void a_request_without_parameters_is_its_header_alone() {
        ByteBuffer wire = wire(TgtRequest.ofAll(Mode.TARGET, Operation.SHOW));
        assertEquals(120, wire.remaining());
        assertEquals(1, wire.getInt(0));
        assertEquals(2, wire.getInt(4));
        assertEquals("iscsi\0", text(wire, 8, 6));
        assertEquals(120, wire.getInt(72));
        assertEquals(-1, wire.getInt(76));
    }

    @Test
    void parameters_follow_the_header_and_end_with_a_zero_byte() {
        ByteBuffer wire = wire(TgtRequest.ofTarget(Operation.NEW, 7, "targetname=iqn.2026-11.a:b"));
        assertEquals(120 + 27, wire.remaining());
        assertEquals(120 + 27, wire.getInt(72));
        assertEquals(7, wire.getInt(76));
        assertEquals("targetname=iqn.2026-11.a:b\0", text(wire, 120, 27));
    }

    @Test
    void a_unit_is_named_by_target_and_lun() {
        ByteBuffer wire = wire(TgtRequest.ofUnit(Operation.UPDATE, 7, 1, "online=0"));
        assertEquals(2, wire.getInt(0));
        assertEquals(5, wire.getInt(4));
        assertEquals(1L, wire.getLong(88));
    }

    @Test
    void a_connection_is_named_by_target_session_and_number() {
        ByteBuffer wire = wire(TgtRequest.ofConnection(Operation.DELETE, 7, 9, 3));
        assertEquals(6, wire.getInt(0));
        assertEquals(1, wire.getInt(4));
        assertEquals(9L, wire.getLong(80));
        assertEquals(3, wire.getInt(96));
    }

    @Test
    void a_request_is_told_without_its_parameters_for_they_may_hold_a_secret() {
        String told =
                TgtRequest.ofTarget(Operation.UPDATE, 7, "password=hunter2").toString();
        assertFalse(told.contains("hunter2"), told);
    }

    private static ByteBuffer wire(TgtRequest request) {
        return request.encoded().order(ByteOrder.nativeOrder());
    }

    private static String text(ByteBuffer wire, int from, int length) {
        byte[] bytes = new byte[length];
        wire.get(from, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
