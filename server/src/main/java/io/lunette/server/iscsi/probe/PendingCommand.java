package io.lunette.server.iscsi.probe;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.lunette.scsi.ScsiCommand;
import org.jspecify.annotations.Nullable;

/** A command on its way, with the memory that its answer goes into. To be closed when it is complete or its session gone. */
final class PendingCommand implements AutoCloseable {
    private final LibIscsi library;
    private final ScsiCommand command;
    private final Pointer number;
    private final Memory buffer;
    private final @Nullable Pointer task;

    PendingCommand(LibIscsi library, ScsiCommand command, Pointer number) {
        this.library = library;
        this.command = command;
        this.number = number;
        this.buffer = new Memory(command.answerBytes());
        buffer.clear();
        byte[] cdb = command.cdb();
        this.task = library.scsi_create_task(cdb.length, cdb, LibIscsi.TRANSFER_READ, command.answerBytes());
    }

    Pointer number() {
        return number;
    }

    boolean queue(Pointer context, int lun, Completions completions) {
        return task != null
                && library.scsi_task_add_data_in_buffer(task, command.answerBytes(), buffer) == 0
                && library.iscsi_scsi_command_async(context, lun, task, completions, null, number) == 0;
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
