package io.lunette.plan;

import io.lunette.model.Attachment;
import io.lunette.model.Volume;

/** A volume that a server has. */
public record Held(Attachment attachment, Volume volume) {}
