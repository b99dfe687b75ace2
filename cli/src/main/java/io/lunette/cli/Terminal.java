package io.lunette.cli;

import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/**
 * What the place that is printed to can show.
 *
 * @param boxes whether its characters go beyond ASCII
 * @param colours whether it is a terminal that shows them, and nobody said NO_COLOR
 */
record Terminal(boolean boxes, boolean colours) {

    static Terminal ofThisProcess() {
        return new Terminal(isUnicode(System.out.charset()), Ansi.AUTO.enabled());
    }

    static boolean isUnicode(Charset charset) {
        return charset.name().startsWith("UTF-");
    }
}
