/** Reads and writes the elements of a domain's XML that Lunette owns, and passes the rest through untouched. */
@NullMarked
package io.lunette.domainxml;

import org.jspecify.annotations.NullMarked;
