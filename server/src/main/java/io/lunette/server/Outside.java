package io.lunette.server;

import io.lunette.port.LunReservations;
import io.lunette.run.World;

/**
 * What the service works on beside its store.
 *
 * @param world what plans act through
 * @param reservations of the LUNs of that world
 */
record Outside(World world, LunReservations reservations) {}
