package io.lunette.server.iscsi.probe;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The part of libiscsi 1.19 ({@code libiscsi.so.7}) that a session needs; names and types are those of {@code iscsi.h} and
 * {@code scsi-lowlevel.h}. Only its asynchronous calls: the others cannot be bounded in time. No structure of its is read
 * but the list of {@link OfferedTargets}, so that nothing else depends on their layout.
 */
interface LibIscsi extends Library {
    String NAME = "libiscsi.so.7";

    int SESSION_DISCOVERY = 1;
    int SESSION_NORMAL = 2;

    /** In the place of a LUN: none is looked at when the session begins. */
    int NO_LUN = -1;

    int NO_DIGEST = 0;
    int TRANSFER_READ = 1;
    int TRANSFER_WRITE = 2;

    int STATUS_GOOD = 0;
    int STATUS_RESERVATION_CONFLICT = 0x18;

    /** {@code iscsi_command_cb}; called by {@code iscsi_service} and {@code iscsi_destroy_context} on the thread of their caller. */
    interface Completion extends Callback {
        void invoke(Pointer context, int status, @Nullable Pointer data, Pointer number);
    }

    @Nullable Pointer iscsi_create_context(String initiator);

    int iscsi_destroy_context(Pointer context);

    /** CHAP, which the target may then ask for; libiscsi keeps both texts in its context alone. */
    int iscsi_set_initiator_username_pwd(Pointer context, String user, String password);

    int iscsi_set_targetname(Pointer context, String target);

    int iscsi_set_session_type(Pointer context, int type);

    int iscsi_set_header_digest(Pointer context, int digest);

    void iscsi_set_noautoreconnect(Pointer context, int on);

    int iscsi_full_connect_async(Pointer context, String portal, int lun, Completion completion, Pointer number);

    /** Its completion's data are a list of {@code struct iscsi_discovery_address}, there until it returns. */
    int iscsi_discovery_async(Pointer context, Completion completion, Pointer number);

    int iscsi_logout_async(Pointer context, Completion completion, Pointer number);

    int iscsi_get_fd(Pointer context);

    int iscsi_which_events(Pointer context);

    int iscsi_service(Pointer context, int events);

    @Nullable String iscsi_get_error(Pointer context);

    int iscsi_scsi_command_async(
            Pointer context, int lun, Pointer task, Completion completion, @Nullable Pointer dataOut, Pointer number);

    @Nullable Pointer scsi_create_task(int cdbBytes, byte[] cdb, int direction, int dataBytes);

    int scsi_task_add_data_in_buffer(Pointer task, int bytes, Pointer buffer);

    int scsi_task_add_data_out_buffer(Pointer task, int bytes, Pointer buffer);

    void scsi_free_scsi_task(Pointer task);
}
