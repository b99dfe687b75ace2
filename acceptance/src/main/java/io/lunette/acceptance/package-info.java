/** What black-box tests share: starting the service, a guest's console, the stock clients. */
@NullMarked
package io.lunette.acceptance;

import org.jspecify.annotations.NullMarked;
