/** Identity v3: tokens, the catalogue, users, projects and roles in the one domain {@code default}. */
@NullMarked
package io.lunette.server.http.identity;

import org.jspecify.annotations.NullMarked;
