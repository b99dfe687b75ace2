package io.lunette.acceptance;

/**
 * Makes QEMU refuse the next disk of a running domain, whatever it is: the names that libvirt would give to its block
 * nodes are taken. libvirt learns of it only when it tries.
 */
public record TakenNodeNames(String domain) implements AutoCloseable {
    private static final int FIRST = 2;
    private static final int LAST = 40;

    public static TakenNodeNames of(String domain) {
        TakenNodeNames taken = new TakenNodeNames(domain);
        for (int number = FIRST; number <= LAST; number++) {
            taken.tell("blockdev-add", "\"driver\":\"null-co\",\"node-name\":\"libvirt-%d-storage\"".formatted(number));
        }
        return taken;
    }

    private void tell(String command, String arguments) {
        Command.run(
                "virsh",
                "qemu-monitor-command",
                domain,
                "{\"execute\":\"%s\",\"arguments\":{%s}}".formatted(command, arguments));
    }

    @Override
    public void close() {
        for (int number = FIRST; number <= LAST; number++) {
            tell("blockdev-del", "\"node-name\":\"libvirt-%d-storage\"".formatted(number));
        }
    }
}
