/** What users do with images: a description first, then its data, then use. */
@NullMarked
package io.lunette.usecase.image;

import org.jspecify.annotations.NullMarked;
