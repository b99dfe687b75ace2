package io.lunette.server.iscsi.probe;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.lunette.scsi.ScsiCommand;
import org.jspecify.annotations.Nullable;

/** A command on its way, with the memory that its data come from or go into. To be closed when it is complete or its session gone. */
final class PendingCommand implements AutoCloseable {
    private final LibIscsi library;
    private final ScsiCommand command;
    private final Pointer number;
    private final boolean sends;
    private final Memory buffer;
    private final @Nullable Pointer task;

    PendingCommand(LibIscsi library, ScsiCommand command, Pointer number) {
        this.library = library;
        this.command = command;
        this.number = number;
        byte[] sent = command.sent();
        this.sends = sent.length > 0;
        this.buffer = new Memory(sends ? sent.length : command.answerBytes());
        buffer.clear();
        buffer.write(0, sent, 0, sent.length);
        byte[] cdb = command.cdb();
        int direction = sends ? LibIscsi.TRANSFER_WRITE : LibIscsi.TRANSFER_READ;
        this.task = library.scsi_create_task(cdb.length, cdb, direction, bytes());
    }

    Pointer number() {
        return number;
    }

    boolean queue(Pointer context, int lun, Completions completions) {
        return task != null
                && lend(task) == 0
                && library.iscsi_scsi_command_async(context, lun, task, completions, null, number) == 0;
    }

    private int lend(Pointer lent) {
        return sends
                ? library.scsi_task_add_data_out_buffer(lent, bytes(), buffer)
                : library.scsi_task_add_data_in_buffer(lent, bytes(), buffer);
    }

    private int bytes() {
        return Math.toIntExact(buffer.size());
    }

    Answer answer(int status, String error) {
        return switch (status) {
            case LibIscsi.STATUS_GOOD -> new Answer.Good(buffer.getByteArray(0, command.answerBytes()));
            case LibIscsi.STATUS_RESERVATION_CONFLICT -> new Answer.Bad(command, "reservation conflict");
            default -> new Answer.Bad(command, error);
        };
    }

    @Override
    public void close() {
        if (task != null) {
            library.scsi_free_scsi_task(task);
        }
        buffer.close();
    }
}
