package io.lunette.usecase.volume;

import io.lunette.model.HostName;
import io.lunette.model.Iqn;

/**
 * The controller itself as an initiator: the name under which it looks at LUNs that no server has.
 *
 * @param host what the LUN source is told as the host: the controller's own name
 */
public record ControllerInitiator(HostName host, Iqn iqn) {}
