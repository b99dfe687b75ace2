package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which initiator port it is, in the words of its transport: SPC-4 section 7.6.4. */
public sealed interface TransportId {

    /**
     * An iSCSI initiator.
     *
     * @param name its iSCSI name as the target sent it, in lower case
     * @param isid the session identifier of one initiator port, 12 hex digits; empty where the whole device is meant
     */
    record Iscsi(String name, Optional<String> isid) implements TransportId {
        @Override
        public String toString() {
            return isid.map(port -> name + ",i,0x" + port).orElse(name);
        }
    }

    /**
     * A Fibre Channel initiator port.
     *
     * @param portName the N_Port_Name (WWPN), 16 hex digits
     */
    record FibreChannel(String portName) implements TransportId {
        @Override
        public String toString() {
            return "fc 0x" + portName;
        }
    }

    /**
     * A SAS initiator port.
     *
     * @param address the SAS address, 16 hex digits
     */
    record Sas(String address) implements TransportId {
        @Override
        public String toString() {
            return "sas 0x" + address;
        }
    }

    /**
     * A transport that nothing is known of here.
     *
     * @param protocol the protocol identifier, SPC-4 table 477
     */
    record Other(int protocol, String hex) implements TransportId {
        @Override
        public String toString() {
            return "protocol " + protocol + " 0x" + hex;
        }
    }

    /** Every TransportID has at least as many bytes, and a multiple of four. */
    int SHORTEST = 24;

    /** One TransportID; what follows it does not matter. */
    static Parsed<TransportId> parse(byte[] data) {
        if (data.length < SHORTEST) {
            return Parsed.invalid("a TransportID has " + data.length + " bytes of at least " + SHORTEST);
        }
        int format = Fields.unsigned8(data, 0) >> 6;
        int protocol = Fields.unsigned8(data, 0) & 0xf;
        return switch (protocol) {
            case 0 -> Parsed.valid(new FibreChannel(Fields.hex(data, 8, 8)));
            case 5 -> iscsi(format, data);
            case 6 -> Parsed.valid(new Sas(Fields.hex(data, 4, 8)));
            default -> Parsed.valid(new Other(protocol, Fields.hex(data, 0, SHORTEST)));
        };
    }

    private static Parsed<TransportId> iscsi(int format, byte[] data) {
        int end = 4 + Fields.unsigned16(data, 2);
        if (format > 1 || end > data.length) {
            return Parsed.invalid("an iSCSI TransportID of format " + format + " and " + end + " bytes, where "
                    + data.length + " came");
        }
        return format == 0 ? device(text(data, end)) : port(text(data, end));
    }

    private static Parsed<TransportId> device(String name) {
        return name.isEmpty()
                ? Parsed.invalid("an iSCSI TransportID without a name")
                : Parsed.valid(new Iscsi(name, Optional.empty()));
    }

    /** The name, then {@code ,i,0x}, then the ISID. */
    private static Parsed<TransportId> port(String text) {
        int separator = text.lastIndexOf(",i,0x");
        String isid = separator < 0 ? "" : text.substring(separator + 5);
        return separator > 0 && isid.matches("[0-9a-f]{1,12}")
                ? Parsed.valid(new Iscsi(text.substring(0, separator), Optional.of(isid)))
                : Parsed.invalid("an iSCSI TransportID of an initiator port that has no ISID");
    }

    /** UTF-8 up to its first zero; what is no printable character shows as '?', as everything that goes into logs. */
    private static String text(byte[] data, int end) {
        byte[] field = Arrays.copyOfRange(data, 4, end);
        String text = new String(field, StandardCharsets.UTF_8);
        int zero = text.indexOf('\0');
        return (zero < 0 ? text : text.substring(0, zero))
                .replaceAll("[\\p{Cntrl}\\p{Cn}\\p{Co}\\p{Cs}\\p{Cf}\\uFFFD]", "?")
                .toLowerCase(Locale.ROOT);
    }
}
