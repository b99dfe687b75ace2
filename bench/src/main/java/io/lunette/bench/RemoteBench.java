package io.lunette.bench;

import io.lunette.acceptance.Api;
import io.lunette.acceptance.Lab;
import io.lunette.acceptance.LoopbackSsh;
import io.lunette.acceptance.PrivateLibvirtd;
import io.lunette.acceptance.Stock;
import java.util.Optional;

/**
 * What {@code qemu+ssh://} costs beside the local socket: attaches and detaches through the API, in turn on a host by socket and
 * on one like it by ssh over loopback, as a ratio; and before that with both by socket, which tells how alike they are. There
 * is no wire: a network's round trips come on top.
 */
public final class RemoteBench {
    private static final int PAIRS = Integer.getInteger("lunette.bench.pairs", 40);
    private static final int WARM_UP = 5;

    private final Api api;

    private RemoteBench(Lab lab) {
        this.api = lab.connect(Api::as);
    }

    public static void main(String[] arguments) {
        System.out.println("before: " + Machine.load());
        try (PrivateLibvirtd south = PrivateLibvirtd.start();
                PrivateLibvirtd north = PrivateLibvirtd.start();
                LoopbackSsh ssh = LoopbackSsh.start(27301);
                Lab lab = Lab.start(new Lab.Place(27302, 79, 27303, Optional.of(south)))) {
            new Stock(lab).flavor("tiny", 64);
            ssh.trust(true);
            RemoteBench bench = new RemoteBench(lab);
            bench.compare("socket", north.uri().toString());
            bench.compare("ssh", ssh.uri(north));
        }
        System.out.println("after:  " + Machine.load());
    }

    private void compare(String how, String uri) {
        String near = server("near-" + how, "nova");
        api.post("/v1/hosts", "{\"host\": {\"name\": \"" + how + "\", \"uri\": \"" + uri + "\", \"zone\": \"far\"}}");
        String far = server("far-" + how, "far");
        String nearVolume = api.volume("near", 1, true);
        String farVolume = api.volume("far", 1, true);
        Figures nearby = new Figures("attach and detach by the local socket");
        Figures remote = new Figures("  on the other host, by " + how);
        for (int pair = -WARM_UP; pair < PAIRS; pair++) {
            pair(pair < 0 ? new Figures("warm-up") : nearby, near, nearVolume);
            pair(pair < 0 ? new Figures("warm-up") : remote, far, farVolume);
        }
        System.out.println(nearby);
        System.out.println(remote);
        System.out.printf("%s / socket %.2f%n", how, remote.median() / nearby.median());
        api.removeServer(near);
        api.removeServer(far);
        api.delete("/v1/hosts/" + how);
    }

    private String server(String name, String zone) {
        return api.server(name, api.flavor("tiny"), api.rootVolume(name), zone);
    }

    private void pair(Figures figures, String server, String volume) {
        figures.time(() -> {
            api.attachAndAnswer(server, volume);
            api.detach(server, volume);
        });
    }
}
