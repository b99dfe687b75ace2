package io.lunette.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logout",
        description = "Ends a login of a host that Lunette made, unless a LUN that comes by it is in use there.")
final class HostLogoutCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Option(names = "--iqn", required = true, description = "The target's name.")
    String iqn = "";

    @Override
    void ask(Session session) {
        session.deleteOwn("/hosts/" + Things.encoded(name) + "/logins/" + Things.encoded(iqn));
        say(Wire.object().put("host", name).put("target", iqn), "Host " + name + " is logged out of " + iqn);
    }
}
