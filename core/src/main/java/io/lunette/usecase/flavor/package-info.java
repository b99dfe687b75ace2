/** What users and administrators do with flavors. */
@NullMarked
package io.lunette.usecase.flavor;

import org.jspecify.annotations.NullMarked;
