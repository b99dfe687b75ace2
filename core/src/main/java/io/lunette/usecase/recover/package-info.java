/** Keeps on hosts and targets what a lost store can be made of again, and makes it. */
@NullMarked
package io.lunette.usecase.recover;

import org.jspecify.annotations.NullMarked;
