package io.lunette.server.libvirt;

import java.util.regex.Pattern;

/**
 * Answers two questions about XML that libvirt printed, without reading it as a tree. libvirt prints attributes in
 * single quotes and escapes {@code <} and quotes in every text, so what is looked for cannot be part of one.
 */
final class LiveXml {
    private static final Pattern LIVE = Pattern.compile("^\\s*<domain [^>]*\\bid='\\d+'");

    private LiveXml() {}

    /** Whether it is the XML of a domain that runs: only those have a number. */
    static boolean isLive(String domainXml) {
        return LIVE.matcher(domainXml).find();
    }

    static boolean hasAlias(String domainXml, String alias) {
        return domainXml.contains("<alias name='" + alias + "'/>");
    }
}
