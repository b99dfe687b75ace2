/** Looking at the persistent reservations on volumes' LUNs, and clearing what was left there. */
@NullMarked
package io.lunette.usecase.reservation;

import org.jspecify.annotations.NullMarked;
