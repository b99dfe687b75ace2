package io.lunette.model;

import java.time.Instant;

/**
 * A virtual Fibre Channel HBA (vHBA, made by N_Port ID Virtualization) that one server has for itself, and so an I_T nexus
 * of its own. This is the intent, which outlives reboots of the host; the vHBA there does not.
 */
public record VirtualAdapter(
        ServerId server, HostName host, Wwn wwnn, Wwn wwpn, ParentAdapter parent, Instant created) {}
