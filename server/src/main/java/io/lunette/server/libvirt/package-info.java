/** The hypervisor port on libvirt's own Java binding, with JNA beside it for what that lacks. */
@NullMarked
package io.lunette.server.libvirt;

import org.jspecify.annotations.NullMarked;
