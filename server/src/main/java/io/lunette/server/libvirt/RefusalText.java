package io.lunette.server.libvirt;

import java.util.regex.Pattern;

/**
 * What libvirt and QEMU say, made fit for users of the API: without the command lines that QEMU repeats (they name
 * secrets), its time stamps, and the folders of the host; a path's last part stays, because it says which device.
 */
final class RefusalText {
    private static final Pattern ARGUMENT =
            Pattern.compile("-(blockdev|device|object|drive|chardev|netdev) " + "(\\{.*?\\}(?=: |$)|\\S+)(: )?");
    private static final Pattern STAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z qemu-system-\\w+: ");
    private static final Pattern FOLDERS = Pattern.compile("(?<![\\w./:])/(?:[^\\s/'\",]+/)+");
    private static final Pattern SECRET = Pattern.compile("(?i)(password|secret|key-secret)([=:]\\s*)\\S+");

    private RefusalText() {}

    static String of(String libvirtText) {
        String text = STAMP.matcher(libvirtText.strip()).replaceAll("");
        text = ARGUMENT.matcher(text).replaceAll("");
        text = FOLDERS.matcher(text).replaceAll("");
        text = SECRET.matcher(text).replaceAll("$1$2...");
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((a, b) -> a + "; " + b)
                .orElse("no reason was given");
    }
}
