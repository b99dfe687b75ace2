package io.lunette.server;

import io.lunette.model.Portal;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.HostOpener;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunReservations;
import io.lunette.run.World;
import java.util.List;

/**
 * What the service works on beside its store.
 *
 * @param world what plans act through
 * @param opener of hosts beside that of the world
 * @param reservations of the LUNs of that world
 * @param discovery of LUNs on somebody else's arrays
 * @param adopted what is kept of those that were adopted
 * @param arrays their portals, as far as they were told
 */
record Outside(
        World world,
        HostOpener opener,
        LunReservations reservations,
        LunDiscovery discovery,
        AdoptedLabels adopted,
        List<Portal> arrays) {}
