/** Fibre Channel HBAs of hosts are shown, and servers get vHBAs on them. */
@org.jspecify.annotations.NullMarked
package io.lunette.usecase.fibrechannel;
