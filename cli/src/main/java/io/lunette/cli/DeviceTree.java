package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A server's disks as a tree: SCSI controllers with what is on them, then the disks on other buses. */
final class DeviceTree {
    private final JsonNode devices;
    private final Branches branches;
    private final List<String> rows;

    DeviceTree(JsonNode devices, Terminal terminal) {
        this.devices = devices;
        this.branches = terminal.boxes() ? Branches.BOXES : Branches.ASCII;
        this.rows = rows(devices);
    }

    /** What a tree is drawn with. */
    private record Branches(String inner, String last, String beside, String below) {
        static final Branches BOXES = new Branches("├─ ", "└─ ", "│  ", "   ");
        static final Branches ASCII = new Branches("|- ", "`- ", "|  ", "   ");

        String to(boolean isLast) {
            return isLast ? last : inner;
        }

        String past(boolean isLast) {
            return isLast ? below : beside;
        }
    }

    /** One line for each disk or other device, in the order of the tree, its columns below those of the others. */
    private static List<String> rows(JsonNode devices) {
        Table table = Table.ofFields();
        for (JsonNode controller : devices.path("controllers")) {
            for (JsonNode address : controller.path("addresses")) {
                table.row(cells(address(address), address.path("disk")));
            }
        }
        for (JsonNode disk : devices.path("disks")) {
            table.row(cells(disk.path("bus").asText(), disk));
        }
        return table.toString().lines().toList();
    }

    private static String address(JsonNode address) {
        return "%s:%s:%s:%s"
                .formatted(
                        address.path("controller").asText(),
                        address.path("bus").asText(),
                        address.path("target").asText(),
                        address.path("unit").asText());
    }

    private static String[] cells(String place, JsonNode disk) {
        if (!disk.isObject()) {
            return new String[] {place, "-", "no disk"};
        }
        return new String[] {
            place,
            disk.path("name").asText(),
            disk.path("device").asText(),
            disk.path("size_gib").isNull() ? "-" : disk.path("size_gib").asText() + " GiB",
            disk.path("wwid").asText("-"),
            made(disk),
            disk.path("shareable").asBoolean() ? "shareable" : ""
        };
    }

    private static String made(JsonNode disk) {
        JsonNode volume = disk.path("volume");
        if (!volume.isObject()) {
            return disk.path("image").isTextual()
                    ? "of image " + disk.path("image").asText()
                    : "-";
        }
        String name = volume.path("name").asText();
        return name.isEmpty()
                ? volume.path("id").asText()
                : name + " (" + volume.path("id").asText() + ")";
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        int next = controllers(lines);
        List<String> others = rows.subList(next, rows.size());
        if (!others.isEmpty()) {
            lines.add("Other buses");
            leaves(lines, "", others);
        }
        lines.add("PCI: %s of %s %s are free"
                .formatted(
                        devices.path("pci").path("free").asText(),
                        devices.path("pci").path("total").asText(),
                        devices.path("pci").path("kind").asText()));
        return String.join("\n", lines) + "\n";
    }

    private int controllers(List<String> lines) {
        JsonNode controllers = devices.path("controllers");
        lines.add("SCSI, " + (devices.path("scope").asText().equals("live") ? "as it runs" : "as it is defined")
                + (controllers.isEmpty() ? ": no controller" : ""));
        int next = 0;
        for (int i = 0; i < controllers.size(); i++) {
            boolean last = i == controllers.size() - 1;
            int count = controllers.get(i).path("addresses").size();
            lines.add(branches.to(last) + describe(controllers.get(i)));
            leaves(lines, branches.past(last), rows.subList(next, next + count));
            next += count;
        }
        return next;
    }

    private void leaves(List<String> lines, String indent, List<String> leaves) {
        for (int i = 0; i < leaves.size(); i++) {
            lines.add(indent + branches.to(i == leaves.size() - 1) + leaves.get(i));
        }
    }

    private static String describe(JsonNode controller) {
        List<String> words = new ArrayList<>();
        words.add("controller " + controller.path("index").asText() + ": "
                + controller.path("model").asText());
        words.add(controller.path("owner").asText().equals("lunette") ? "Lunette's" : "not Lunette's");
        if (!controller.path("queues").isNull()) {
            words.add("queues " + controller.path("queues").asText());
        }
        if (!controller.path("iothread").isNull()) {
            words.add("iothread " + controller.path("iothread").asText());
        }
        if (controller.path("leaving").asBoolean()) {
            words.add("leaving: takes no new LUN");
        }
        if (controller.path("addresses").isEmpty()) {
            words.add("empty");
        }
        return String.join(", ", words);
    }
}
