package io.lunette.server.http.own;

import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.ReservationType;
import io.lunette.server.http.json.JsonWriter;

/** Which persistent reservations a LUN has, on the wire. */
final class CapabilitiesView {
    private CapabilitiesView() {}

    static void write(JsonWriter out, ReservationCapabilities known) {
        out.put("all_target_ports", known.allTargetPorts())
                .put("keeps_through_power_loss", known.keepsThroughPowerLoss())
                .put("keeping_through_power_loss", known.keepingThroughPowerLoss());
        if (known.types().isPresent()) {
            out.array("types", known.types().get(), type -> out.object(() -> write(out, type)));
        } else {
            out.putNull("types");
        }
    }

    private static void write(JsonWriter out, ReservationType type) {
        out.put("type", type.code()).put("type_name", type.text());
    }
}
