/** Work that must outlive its controller: db-scheduler on the store's own database. */
@NullMarked
package io.lunette.server.work;

import org.jspecify.annotations.NullMarked;
