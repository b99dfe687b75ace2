package io.lunette.simulate.store;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.ChapAccount;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.Flavor;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Keypair;
import io.lunette.model.Migration;
import io.lunette.model.Operation;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.run.JournalEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Every table of one store; the aggregates share them, because some rows keep others in place. */
final class Tables {
    final Memory memory = new Memory();
    final Table<ServerId, Server> servers = new Table<>(memory);
    final Table<VolumeId, Volume> volumes = new Table<>(memory);
    final Table<AttachmentId, Attachment> attachments = new Table<>(memory);
    final Table<VolumeId, Long> lastGenerations = new Table<>(memory);
    final Table<Holder, HeldAccount> chapAccounts = new Table<>(memory);
    final Table<ImageId, Image> images = new Table<>(memory);
    final Table<String, Flavor> flavors = new Table<>(memory);
    final Table<KeypairKey, Keypair> keypairs = new Table<>(memory);
    final Table<ClusterId, Cluster> clusters = new Table<>(memory);
    final Table<HostName, Host> hosts = new Table<>(memory);
    final Table<ServerId, VirtualAdapter> virtualAdapters = new Table<>(memory);
    final Table<UUID, Migration> migrations = new Table<>(memory);
    final Table<UserId, User> users = new Table<>(memory);
    final Table<ProjectId, Project> projects = new Table<>(memory);
    final Table<String, Role> roles = new Table<>(memory);
    final Table<RoleAssignment, RoleAssignment> assignments = new Table<>(memory);
    final Table<String, Token> tokens = new Table<>(memory);
    final Table<OperationKey, Operation> operations = new Table<>(memory);
    final Table<UUID, JournalEntry> journal = new Table<>(memory);
    final Table<UUID, HeldLease> leases = new Table<>(memory);

    record KeypairKey(UserId user, String name) {}

    record HeldAccount(Holder holder, ChapAccount account) {}

    record OperationKey(ServerId server, String id) {}

    /** The newest lease of a server or volume; {@code owner} is empty once it was given back. */
    record HeldLease(Optional<String> owner, long fence, Instant ends) {}
}
