/** Image v2: descriptions of images, and their data as streams. */
@NullMarked
package io.lunette.server.http.image;

import org.jspecify.annotations.NullMarked;
