package io.lunette.model;

import static io.lunette.model.VolumeStatus.ATTACHING;
import static io.lunette.model.VolumeStatus.AVAILABLE;
import static io.lunette.model.VolumeStatus.CREATING;
import static io.lunette.model.VolumeStatus.DELETING;
import static io.lunette.model.VolumeStatus.DETACHING;
import static io.lunette.model.VolumeStatus.DOWNLOADING;
import static io.lunette.model.VolumeStatus.ERROR;
import static io.lunette.model.VolumeStatus.ERROR_DELETING;
import static io.lunette.model.VolumeStatus.EXTENDING;
import static io.lunette.model.VolumeStatus.IN_USE;
import static io.lunette.model.VolumeStatus.RESERVED;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which status a volume may have after which. Every change of status goes through here and is written with the
 * revision that was read, so that of two requests which want the same volume one is refused. Only an administrator's
 * reset stands outside.
 */
public final class VolumeStates {
    private VolumeStates() {}

    /** What may follow {@code status}. */
    public static Set<VolumeStatus> after(VolumeStatus status) {
        return switch (status) {
            case CREATING -> EnumSet.of(DOWNLOADING, AVAILABLE, ERROR);
            case DOWNLOADING -> EnumSet.of(AVAILABLE, ERROR);
            case AVAILABLE -> EnumSet.of(RESERVED, ATTACHING, EXTENDING, DELETING);
            case RESERVED -> EnumSet.of(ATTACHING, AVAILABLE);
            case ATTACHING -> EnumSet.of(IN_USE, AVAILABLE, ERROR);
            case IN_USE -> EnumSet.of(DETACHING, EXTENDING);
            case DETACHING -> EnumSet.of(AVAILABLE, IN_USE, ERROR);
            case EXTENDING -> EnumSet.of(AVAILABLE, IN_USE, ERROR);
            case DELETING -> EnumSet.of(ERROR_DELETING);
            case ERROR, ERROR_DELETING -> EnumSet.of(DELETING);
        };
    }

    /** The status of a volume that has a LUN, where nothing is being done to it: it follows from who has it. */
    public static VolumeStatus heldBy(Collection<Attachment> attachments) {
        Set<AttachmentStatus> held =
                attachments.stream().map(Attachment::status).collect(Collectors.toSet());
        if (held.contains(AttachmentStatus.ATTACHED)) {
            return IN_USE;
        }
        if (held.contains(AttachmentStatus.ATTACHING)) {
            return ATTACHING;
        }
        if (held.contains(AttachmentStatus.DETACHING)) {
            return DETACHING;
        }
        return held.isEmpty() ? AVAILABLE : ERROR;
    }

    public static boolean allows(VolumeStatus from, VolumeStatus to) {
        return after(from).contains(to);
    }

    /**
     * The volume with its next status, or why it may not have it ({@code VolumeFailure.WrongState}).
     *
     * @param done what is to be done, as a participle for the refusal: {@code deleted}, {@code extended}
     */
    public static Outcome<Volume> move(Volume volume, VolumeStatus to, String done) {
        return allows(volume.status(), to)
                ? Outcome.done(volume.with(to))
                : Outcome.failed(new VolumeFailure.WrongState(
                        volume.id().toString(), done, volume.status().wire(), before(to)));
    }

    private static String before(VolumeStatus to) {
        return Arrays.stream(VolumeStatus.values())
                .filter(from -> allows(from, to))
                .map(from -> "'" + from.wire() + "'")
                .collect(Collectors.joining(" or "));
    }
}
