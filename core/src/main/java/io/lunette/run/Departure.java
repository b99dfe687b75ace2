package io.lunette.run;

import io.lunette.port.Hypervisor;

/** Where a server comes from that is moved, and what it may leave behind on its LUNs. */
public record Departure(Hypervisor source, Registrations registrations) {}
