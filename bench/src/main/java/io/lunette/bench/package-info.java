/** Benchmarks: JMH for what is pure, side by side with raw libvirt for what is not. */
@NullMarked
package io.lunette.bench;

import org.jspecify.annotations.NullMarked;
