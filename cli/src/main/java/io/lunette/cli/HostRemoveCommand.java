package io.lunette.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Forgets a host that has no server any more. Nothing is changed there.")
final class HostRemoveCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Override
    void ask(Session session) {
        session.deleteOwn("/hosts/" + Things.encoded(name));
        say(Wire.object().put("removed", name), "Removed host " + name);
    }
}
