/** Acts: runs a plan through the ports, journals each step, undoes in reverse, resumes after a crash. */
@NullMarked
package io.lunette.run;

import org.jspecify.annotations.NullMarked;
