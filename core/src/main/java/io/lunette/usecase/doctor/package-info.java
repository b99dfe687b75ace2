/** Looks at hosts and says what stands in the way of LUNs there, what might, and what cannot be known. */
@org.jspecify.annotations.NullMarked
package io.lunette.usecase.doctor;
