package io.lunette.server.libvirt;

/** The connections that this process has to the machine's libvirtd, as its administrator sees them. */
final class OwnConnections {
    private OwnConnections() {}

    static void cutAll() {
        String us = "unix_process_id: " + ProcessHandle.current().pid();
        Commands.run("virt-admin", "srv-clients-list", "libvirtd")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+ .*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(client -> isOf(us, client))
                .forEach(client -> Commands.run("virt-admin", "client-disconnect", "libvirtd", client));
    }

    private static boolean isOf(String us, String client) {
        return Commands.tryTo("virt-admin", "client-info", "libvirtd", client)
                .output()
                .replaceAll(" +", " ")
                .lines()
                .anyMatch(line -> line.strip().equals(us));
    }
}
