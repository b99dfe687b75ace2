/** Somebody else's array for tests, on a real tgtd. */
@org.jspecify.annotations.NullMarked
package io.lunette.array;
