package io.lunette.server.libvirt;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ServerId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Moves domains from one host to another. The controller talks with both libvirts, so that neither host needs to know how
 * to log in at the other; the guest's memory goes from QEMU to QEMU. When a connection breaks, libvirt ends what was under
 * way on its side, and which side has the guest is to be looked at.
 */
final class LiveMigration {
    private static final String ACTION = "migrate a domain";

    private final LibvirtHost host;
    private final Calls calls;

    LiveMigration(LibvirtHost host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    Outcome<Unit> move(ServerId server, LiveMigration target, UnaryOperator<String> relocation) {
        int flags = NativeLibvirt.MIGRATE_WHOLE | (isByTls() && target.isByTls() ? NativeLibvirt.MIGRATE_TLS : 0);
        return calls.change(
                ACTION,
                new Sending(server),
                here -> target.calls.beside(ACTION, there -> move(server, here, there, relocation, flags)));
    }

    private boolean isByTls() {
        return "qemu+tls".equals(host.uri().getScheme());
    }

    /** A refusal counts only while both can be asked what came of it. */
    private Outcome<Unit> move(
            ServerId server, HostConnection here, HostConnection there, UnaryOperator<String> relocation, int flags)
            throws LibvirtError {
        Optional<NativeDomain> found = here.ours(server);
        if (found.isEmpty()) {
            return Outcome.failed(new HostFailure.NoSuchDomain(host.name().toString(), server.toString()));
        }
        try (NativeDomain domain = found.get()) {
            domain.migrate(
                    there, relocation.apply(domain.migratableXml()), relocation.apply(domain.persistentXml()), flags);
            return Outcome.done();
        } catch (LibvirtError error) {
            return here.isAlive() && there.isAlive()
                    ? Outcome.failed(calls.refused(ACTION, error.message()))
                    : Outcome.failed(new HostFailure.Uncertain(host.name().toString(), ACTION));
        }
    }

    /** Whether more was sent since it was asked last; asks the host that sends. */
    private final class Sending implements BooleanSupplier {
        private final ServerId server;
        private OptionalLong before = OptionalLong.empty();

        private Sending(ServerId server) {
            this.server = server;
        }

        @Override
        public boolean getAsBoolean() {
            Outcome<OptionalLong> now = calls.read("look at a migration", connection -> {
                Optional<NativeDomain> found = connection.ours(server);
                if (found.isEmpty()) {
                    return Outcome.done(OptionalLong.empty());
                }
                try (NativeDomain domain = found.get()) {
                    return Outcome.done(domain.sent());
                }
            });
            boolean moved = now instanceof Outcome.Done<OptionalLong>(OptionalLong sent)
                    && sent.isPresent()
                    && !sent.equals(before);
            before = now instanceof Outcome.Done<OptionalLong>(OptionalLong sent) ? sent : before;
            return moved;
        }
    }
}
