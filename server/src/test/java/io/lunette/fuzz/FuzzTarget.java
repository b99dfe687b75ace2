package io.lunette.fuzz;

import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.MarkReader;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Parsed;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunAddress;
import io.lunette.model.Portal;
import io.lunette.model.ReservationKey;
import io.lunette.model.ServerStatus;
import io.lunette.model.Wwid;
import io.lunette.scsi.Capacity;
import io.lunette.scsi.DeviceIdentification;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.InquiryData;
import io.lunette.scsi.RegisteredKeys;
import io.lunette.scsi.ReportedLuns;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.UnitSerialNumber;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import io.lunette.server.http.RequestContexts;
import io.lunette.server.http.compute.CreateServerBody;
import io.lunette.server.http.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A parser of something that comes from outside, with what must hold of it for any bytes. */
public enum FuzzTarget {
    BLOCK_DEVICE_MAPPING(FuzzTarget::blockDeviceMapping),
    DOMAIN_XML(FuzzTarget::domainXml),
    SCSI(FuzzTarget::scsi),
    NAMES(FuzzTarget::names),
    CONFIG(FuzzTarget::config);

    private static final List<Function<byte[], Parsed<?>>> ANSWERS = List.of(
            InquiryData::parse,
            UnitSerialNumber::parse,
            DeviceIdentification::parse,
            Capacity::parse,
            RegisteredKeys::parse,
            HeldReservation::parse,
            FullStatus::parse,
            ReservationCapabilities::parse,
            ReportedLuns::parse);

    private static final List<Function<String, Parsed<?>>> NAMES_OF_THINGS =
            List.of(Iqn::parse, Portal::parse, Wwid::parse, ReservationKey::parse);

    @SuppressWarnings("ImmutableEnumChecker") // methods of this class
    private final Consumer<byte[]> check;

    FuzzTarget(Consumer<byte[]> check) {
        this.check = check;
    }

    /** Throws where what must hold does not. */
    public void check(byte[] data) {
        check.accept(data);
    }

    /** The folder of its seeds. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void blockDeviceMapping(byte[] data) {
        JsonReader.object(data)
                .then(body -> new CreateServerBody(RequestContexts.speaking(2, 90)).read(body))
                .ifFailed(failure -> require(!failure.sentence().isBlank(), "a refusal says why"));
    }

    /** What is XML comes back as it was; every other text is refused so. */
    private static void domainXml(byte[] data) {
        Element parsed;
        try {
            parsed = Xml.parse(new String(data, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noXml) {
            return;
        }
        require(Xml.parse(Xml.print(parsed)).equals(parsed), "parse after print is the identity");
        try {
            DomainReader.read(parsed);
        } catch (NumberFormatException promised) {
            // libvirt lets nobody define such a domain.
        }
        MarkReader.read(parsed, new HostName("host1"), ServerStatus.ACTIVE);
    }

    private static void scsi(byte[] data) {
        ANSWERS.forEach(parser -> require(parser.apply(data) != null, "a value or a problem"));
        if (DeviceIdentification.parse(data) instanceof Parsed.Valid<DeviceIdentification> page) {
            page.value()
                    .wwid()
                    .ifPresent(wwid -> require(
                            Wwid.parse(wwid.toString()).get().equals(wwid), "a WWID that was read can be written"));
        }
    }

    private static void names(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Function<String, Parsed<?>> parser : NAMES_OF_THINGS) {
            if (parser.apply(text) instanceof Parsed.Valid<?>(Object value)) {
                require(
                        parser.apply(value.toString()).equals(Parsed.valid(value)),
                        "parse after print is the identity");
                require(value.toString().matches("[\\w.:\\[\\]-]+"), "a name holds nothing that means more");
            }
        }
        if (LunAddress.parse(text) instanceof Parsed.Valid<LunAddress>(LunAddress lun)) {
            require(LunAddress.parse(lun.toString()).equals(Parsed.valid(lun)), "a LUN's address comes back");
        }
    }

    private static void config(byte[] data) {
        try {
            Files.write(Scratch.FILE, data);
            SettingsLoader.load(Optional.of(Scratch.FILE), List.of(), Scratch.SURROUNDINGS);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A file in memory, where there is such a thing. */
    private static final class Scratch {
        static final Path FILE = make();
        static final Surroundings SURROUNDINGS = Surroundings.ofThisProcess();

        private static Path make() {
            try {
                Path memory = Path.of("/dev/shm");
                Path file = Files.isWritable(memory)
                        ? Files.createTempFile(memory, "lunette-fuzz", ".yaml")
                        : Files.createTempFile("lunette-fuzz", ".yaml");
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
