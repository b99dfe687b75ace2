package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description =
                "Gives every server every volume as a LUN, each at one address on all of them, or changes nothing.")
final class ClusterCreateCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "What it is to be called; unique in the project.")
    String name = "";

    @Mixin
    ClusterMembers members = new ClusterMembers();

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode cluster = body.putObject("cluster").put("name", name);
        members.into(session, cluster);
        JsonNode made = session.postOwn("/clusters", body);
        print(
                made.path("cluster"),
                ClusterText.of(made.path("cluster")) + ClusterText.warnings(made.path("preflight")));
    }
}
