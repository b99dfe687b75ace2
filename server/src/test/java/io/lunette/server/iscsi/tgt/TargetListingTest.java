package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetListingTest {
    @Test
    void targets_have_their_number_name_unit_and_initiators() {
        assertEquals(
                List.of(
                        new TgtTarget(
                                1,
                                "iqn.2026-11.io.lunette:aaa",
                                new TgtTarget.Unit("naa.6a2345678901234567890123456789ab", "/luns/a.img"),
                                List.of("iqn.2026-11.io.lunette:one", "iqn.2026-11.io.lunette:two"),
                                List.of("aaa.guard", "aaa.one")),
                        new TgtTarget(3, "iqn.2026-11.io.lunette:bbb", TgtTarget.Unit.NONE, List.of(), List.of())),
                TargetListing.parse(SHOWN));
    }

    @Test
    void a_tgtd_without_targets_shows_nothing() {
        assertEquals(List.of(), TargetListing.parse(""));
    }

    @Test
    void connections_have_their_session_and_initiator() {
        String shown = """
                Session: 12
                    Connection: 0
                        Initiator: iqn.2026-11.io.lunette:one
                        IP Address: 127.0.0.1
                Session: 4
                    Connection: 1
                        Initiator: iqn.2026-11.io.lunette:two
                        IP Address: 127.0.0.1
                """;
        assertEquals(
                List.of(
                        new TgtConnection(12, 0, "iqn.2026-11.io.lunette:one"),
                        new TgtConnection(4, 1, "iqn.2026-11.io.lunette:two")),
                TgtConnection.parse(shown));
    }

    private static final String SHOWN = """
            Target 1: iqn.2026-11.io.lunette:aaa
                System information:
                    Driver: iscsi
                    State: ready
                I_T nexus information:
                    I_T nexus: 7
                        Initiator: iqn.2026-11.io.lunette:one alias: none
                        Connection: 0
                            IP Address: 127.0.0.1
                LUN information:
                    LUN: 0
                        Type: controller
                        SCSI ID: IET     00010000
                        SCSI SN: beaf10
                        Size: 0 MB, Block size: 1
                        Online: Yes
                        Backing store type: null
                        Backing store path: None
                        Backing store flags:\s
                    LUN: 1
                        Type: disk
                        SCSI ID: naa.6a2345678901234567890123456789ab
                        SCSI SN: 0123456789abcdef0123456789abcdef
                        Size: 67 MB, Block size: 512
                        Online: Yes
                        Thin-provisioning: Yes
                        Backing store type: rdwr
                        Backing store path: /luns/a.img
                        Backing store flags:\s
                Account information:
                    aaa.guard
                    aaa.one
                ACL information:
                    iqn.2026-11.io.lunette:one
                    iqn.2026-11.io.lunette:two
            Target 3: iqn.2026-11.io.lunette:bbb
                System information:
                    Driver: iscsi
                    State: ready
                I_T nexus information:
                LUN information:
                    LUN: 0
                        Type: controller
                        SCSI ID: IET     00030000
                        Backing store path: None
                Account information:
                ACL information:
            """;
}
