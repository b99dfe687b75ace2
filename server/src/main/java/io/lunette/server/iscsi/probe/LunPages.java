package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import io.lunette.scsi.Capacity;
import io.lunette.scsi.DeviceIdentification;
import io.lunette.scsi.InquiryData;
import io.lunette.scsi.ScsiCommand;
import io.lunette.scsi.UnitSerialNumber;
import java.util.List;
import java.util.Optional;

/** The answers that together say which LUN it is. */
record LunPages(Answer inquiry, Answer serial, Answer identification, Answer capacity) {
    static final List<ScsiCommand> COMMANDS = List.of(
            ScsiCommand.inquiry(),
            ScsiCommand.vitalProductData(UnitSerialNumber.PAGE),
            ScsiCommand.vitalProductData(DeviceIdentification.PAGE),
            ScsiCommand.readCapacity16());

    static LunPages of(List<Answer> answers) {
        return new LunPages(answers.get(0), answers.get(1), answers.get(2), answers.get(3));
    }

    Outcome<LunIdentity> identity(Connection.Network path) {
        return inquiry.as(InquiryData::parse)
                .orFail(problem -> down(path, problem))
                .then(data -> data.present()
                        ? Outcome.done(data)
                        : Outcome.failed(down(path, "the target has no logical unit there")))
                .then(data -> capacity.as(Capacity::parse)
                        .orFail(problem -> down(path, problem))
                        .then(size -> wwid(path).map(wwid -> identity(data, wwid, size))));
    }

    /** What it says, as far as it does. */
    FoundLun found(int number) {
        return switch (inquiry.as(InquiryData::parse)) {
            case Parsed.Valid<InquiryData>(InquiryData data) when data.present() -> found(number, data);
            case Parsed.Valid<InquiryData> absent -> FoundLun.silent(number, "the target has no logical unit there");
            case Parsed.Invalid<InquiryData>(String problem) -> FoundLun.silent(number, problem);
        };
    }

    private FoundLun found(int number, InquiryData data) {
        Optional<Capacity> size = capacity.as(Capacity::parse).toOptional();
        return FoundLun.answering(
                number,
                data.deviceType(),
                new FoundLun.LunNames(data.vendor(), data.product(), data.revision(), serialNumber()),
                identification.as(DeviceIdentification::parse).toOptional().flatMap(DeviceIdentification::wwid),
                size.map(Capacity::size),
                size.map(Capacity::blockBytes).orElse(0));
    }

    private LunIdentity identity(InquiryData data, Wwid wwid, Capacity capacity) {
        return new LunIdentity(
                data.vendor(),
                data.product(),
                data.revision(),
                serialNumber(),
                wwid,
                capacity.size(),
                capacity.blockBytes());
    }

    /** Page 0x80 is optional, and the serial number tells nobody's identity: empty where there is none. */
    private String serialNumber() {
        return serial.as(UnitSerialNumber::parse) instanceof Parsed.Valid<UnitSerialNumber> valid
                ? valid.value().text()
                : "";
    }

    private Outcome<Wwid> wwid(Connection.Network path) {
        return identification
                .as(DeviceIdentification::parse)
                .orFail(problem -> unidentified(path, problem))
                .then(page -> Outcome.of(
                        page.wwid(),
                        unidentified(path, "VPD page 0x83 names no logical unit in a form that is known")));
    }

    private static StorageFailure.PathDown down(Connection.Network path, String problem) {
        return new StorageFailure.PathDown(
                path.portal().toString(), path.target().toString(), path.lun(), problem);
    }

    private static StorageFailure.NoIdentity unidentified(Connection.Network path, String problem) {
        return new StorageFailure.NoIdentity(
                path.portal().toString(), path.target().toString(), path.lun(), problem);
    }
}
