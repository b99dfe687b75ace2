package io.lunette.usecase.recover;

import io.lunette.model.Attachment;
import io.lunette.model.Flavor;
import io.lunette.model.Image;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import java.util.List;

/**
 * The rows that hosts and targets gave.
 *
 * @param flavors of servers, beside the default ones
 * @param locked adopted volumes whose arrays ask for CHAP accounts, which were lost
 * @param left what was found and could not be read, verified or brought together
 */
public record Recovered(
        List<Server> servers,
        List<Volume> volumes,
        List<Attachment> attachments,
        List<Image> images,
        List<ProjectId> projects,
        List<Flavor> flavors,
        List<VolumeId> locked,
        List<Left> left) {
    public Recovered {
        servers = List.copyOf(servers);
        volumes = List.copyOf(volumes);
        attachments = List.copyOf(attachments);
        images = List.copyOf(images);
        projects = List.copyOf(projects);
        flavors = List.copyOf(flavors);
        locked = List.copyOf(locked);
        left = List.copyOf(left);
    }

    /** A store without it would take LUNs from guests that have them. */
    public boolean isWhole() {
        return left.isEmpty();
    }
}
