package io.lunette.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as the store knows it: what its owner asked for and what was last seen of it.
 *
 * @param revision counts the changes of this row; an update names the revision it read, and fails when it is no longer so
 * @param image what it was booted from; empty when it was booted from a volume
 * @param initiator the initiator IQN that is this server's alone
 * @param status as the Compute API shows it
 * @param task what is being done to it now, as the Compute API's {@code OS-EXT-STS:task_state}
 * @param fault why it is in ERROR
 * @param lockedReason what its owner said when locking it
 */
public record Server(
        ServerId id,
        int revision,
        String name,
        String description,
        ProjectId project,
        UserId user,
        Flavor flavor,
        Optional<ImageId> image,
        Optional<String> keyName,
        Map<String, String> metadata,
        List<String> tags,
        HostName host,
        Iqn initiator,
        ServerStatus status,
        Optional<ServerTask> task,
        Optional<String> fault,
        boolean locked,
        Optional<String> lockedReason,
        Instant created,
        Instant updated,
        Optional<Instant> launched) {

    public Server {
        metadata = Map.copyOf(metadata);
        tags = List.copyOf(tags);
    }

    public Server with(ServerStatus newStatus, Optional<ServerTask> newTask) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                newStatus,
                newTask,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withHost(HostName newHost) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                newHost,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withFault(Optional<String> newFault) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                newFault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withUpdated(Instant now) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                now,
                launched);
    }

    public Server withLaunched(Instant now) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                Optional.of(now));
    }

    public Server withNameAndDescription(String newName, String newDescription) {
        return new Server(
                id,
                revision,
                newName,
                newDescription,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withMetadata(Map<String, String> newMetadata) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                newMetadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withTags(List<String> newTags) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                newTags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }

    public Server withLocked(boolean nowLocked, Optional<String> reason) {
        return new Server(
                id,
                revision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                nowLocked,
                reason,
                created,
                updated,
                launched);
    }

    public Server withRevision(int newRevision) {
        return new Server(
                id,
                newRevision,
                name,
                description,
                project,
                user,
                flavor,
                image,
                keyName,
                metadata,
                tags,
                host,
                initiator,
                status,
                task,
                fault,
                locked,
                lockedReason,
                created,
                updated,
                launched);
    }
}
