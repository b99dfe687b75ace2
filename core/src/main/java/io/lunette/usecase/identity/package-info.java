/** Who asks, and what they may: tokens, users, projects, roles. */
@NullMarked
package io.lunette.usecase.identity;

import org.jspecify.annotations.NullMarked;
