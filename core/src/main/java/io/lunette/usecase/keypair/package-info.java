/** What users do with their SSH keys. */
@NullMarked
package io.lunette.usecase.keypair;

import org.jspecify.annotations.NullMarked;
