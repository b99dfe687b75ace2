/** A libvirt host in memory: domains as XML trees that behave as libvirt's do, without guests. */
@NullMarked
package io.lunette.simulate.hypervisor;

import org.jspecify.annotations.NullMarked;
