package io.lunette.server.iscsi.probe;

import io.lunette.failure.Parsed;
import io.lunette.scsi.ScsiCommand;
import java.util.function.Function;

/** How a logical unit answered a command. */
sealed interface Answer {

    /** What it sent, and zeroes after it up to what the command allows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Good(byte[] data) implements Answer {}

    record Bad(ScsiCommand command, String error) implements Answer {}

    /** What the data say, or why there are none. */
    default <T> Parsed<T> as(Function<byte[], Parsed<T>> parser) {
        return switch (this) {
            case Good good -> parser.apply(good.data());
            case Bad bad -> Parsed.invalid(bad.command() + " failed: " + bad.error());
        };
    }
}
