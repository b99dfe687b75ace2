package io.lunette.server;

import io.lunette.model.Attachment;
import io.lunette.model.Image;
import io.lunette.model.Lun;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.usecase.recover.Left;
import io.lunette.usecase.recover.Recovered;
import java.util.ArrayList;
import java.util.List;

/** What was found, as a table, and what was not. */
final class RecoveryReport {
    private static final String LOST = """

            What only the lost store knew is gone: users and their passwords (the next start makes an administrator, as the
            first one did), the names of projects (they are named recovered-ID), whose images were, SSH keys, and what was
            done to servers. Servers count as launched when they were created.
            CHAP accounts of Lunette's own LUNs are new: a server that runs keeps its sessions, and takes its new accounts at its
            next start or hard reboot. Until then it could not log in again to a target that ends.
            """;

    private final Recovered recovered;

    RecoveryReport(Recovered recovered) {
        this.recovered = recovered;
    }

    static String written(String where) {
        return LOST + "\nWritten to " + where + ". Start the service: lunette serve\n";
    }

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        recovered.servers().forEach(server -> rows.add(row(server)));
        recovered.volumes().forEach(volume -> rows.add(row(volume)));
        recovered.attachments().forEach(attachment -> rows.add(row(attachment)));
        recovered.images().forEach(image -> rows.add(row(image)));
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(line(row, rows).stripTrailing()).append('\n'));
        text.append("%d servers, %d volumes, %d attachments, %d images, %d projects\n"
                .formatted(
                        recovered.servers().size(),
                        recovered.volumes().size(),
                        recovered.attachments().size(),
                        recovered.images().size(),
                        recovered.projects().size()));
        if (!recovered.locked().isEmpty()) {
            text.append(
                    "\nTheir arrays ask for CHAP accounts, which were lost; give them before servers with these volumes are"
                            + " started or attached:\n");
            recovered.locked().forEach(volume -> text.append("  lunette lun login " + volume + " --chap-user USER\n"));
        }
        if (!recovered.isWhole()) {
            text.append("\nNot recovered:\n");
            recovered.left().stream()
                    .map(Left::sentence)
                    .forEach(sentence ->
                            text.append("  ").append(printable(sentence)).append('\n'));
        }
        return text.toString();
    }

    private static List<String> row(Server server) {
        return List.of(
                "server",
                server.id().toString(),
                server.status().toString(),
                server.flavor().name(),
                server.name());
    }

    private static List<String> row(Volume volume) {
        return List.of(
                "volume",
                volume.id().toString(),
                volume.status().wire(),
                volume.lun()
                        .map(Lun::identity)
                        .map(said -> said.wwid().toString())
                        .orElse(""),
                volume.name());
    }

    private static List<String> row(Attachment attachment) {
        return List.of(
                "attachment",
                attachment.id().toString(),
                attachment.mode().wire(),
                attachment.deviceName(),
                attachment.volume() + " on " + attachment.server());
    }

    private static List<String> row(Image image) {
        return List.of("image", image.id().toString(), image.diskFormat().orElse(""), "", image.name());
    }

    private static String line(List<String> row, List<List<String>> all) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = printable(row.get(column));
            line.append(cell).append(" ".repeat(width(column, all) - cell.length() + 2));
        }
        return line.toString();
    }

    private static int width(int column, List<List<String>> rows) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** Users' names must not steer the terminal of who recovers. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }
}
