package io.lunette.acceptance;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The console of a guest on a SAN host: its log is followed into a file of this machine, and its terminal typed at. */
record SanConsole(Path log, Process following, Process terminal) implements Closeable {

    static SanConsole open(SanHost host, String domain) {
        Element xml = Xml.parse(host.virsh("dumpxml", domain).must());
        Element serial = xml.child("devices").orElseThrow().child("serial").orElseThrow();
        String remoteLog = serial.child("log").orElseThrow().value("file");
        String terminal = serial.child("source").orElseThrow().value("path");
        try {
            Path log = Files.createTempFile(host.folder(), "console", ".log");
            Process following = new ProcessBuilder(host.ssh("exec tail -c +1 -F " + remoteLog))
                    .redirectOutput(log.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // What is not read holds the guest up; the log has it all, so it is read and dropped there.
            Process typing = new ProcessBuilder(host.ssh("""
                            stty -F %1$s raw -echo; exec 3<>%1$s; cat <&3 >/dev/null & drain=$!; cat >&3; kill $drain
                            """.formatted(terminal)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new SanConsole(log, following, typing);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    OutputStream typing() {
        return terminal.getOutputStream();
    }

    @Override
    public void close() {
        SanNetwork.end(terminal);
        following.destroy();
        following.onExit().join();
    }
}
