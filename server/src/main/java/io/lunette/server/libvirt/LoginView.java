package io.lunette.server.libvirt;

import io.lunette.domainxml.Xml;
import io.lunette.model.HostLogin;
import io.lunette.model.HostLogin.Maker;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The logins of a host at one moment, told from Lunette's pools there, from the kernel's sessions, and from the disks that came by
 * them. A session is Lunette's where it is with target and portal of one of its pools.
 */
record LoginView(List<LoginPool.Seen> pools, List<KernelSession> sessions, List<ScsiDisk> disks) {
    private static final Comparator<HostLogin> ORDER = Comparator.comparing(HostLogin::maker)
            .thenComparing(login -> login.target().text())
            .thenComparing(login -> login.portal().map(Portal::toString).orElse(""));

    static LoginView of(HostConnection connection) throws LibvirtError {
        return new LoginView(
                LoginPool.list(connection),
                KernelSession.list(connection),
                NodeDevices.storage(connection).stream()
                        .flatMap(xml -> ScsiDisk.read(Xml.parse(xml)).stream())
                        .toList());
    }

    List<HostLogin> logins() {
        List<HostLogin> logins = new ArrayList<>();
        pools.forEach(pool -> logins.add(login(pool.login())));
        sessions.stream()
                .filter(session -> pools.stream().noneMatch(pool -> isOf(session, pool.login())))
                .forEach(session -> logins.add(new HostLogin(
                        session.target(),
                        session.portal(),
                        Maker.SOMEBODY_ELSE,
                        Optional.empty(),
                        true,
                        luns(List.of(session)))));
        return logins.stream().sorted(ORDER).toList();
    }

    HostLogin login(IscsiPool pool) {
        List<KernelSession> own = sessionsOf(pool);
        return new HostLogin(
                pool.target(), Optional.of(pool.portal()), Maker.LUNETTE, pool.user(), !own.isEmpty(), luns(own));
    }

    Optional<HostLogin> ours(Iqn target) {
        return logins().stream()
                .filter(login -> login.isOurs() && login.target().equals(target))
                .findFirst();
    }

    List<KernelSession> sessionsOf(IscsiPool pool) {
        return sessions.stream().filter(session -> isOf(session, pool)).toList();
    }

    private static boolean isOf(KernelSession session, IscsiPool pool) {
        return session.target().equals(pool.target()) && session.isAt(pool.portal());
    }

    private List<Wwid> luns(List<KernelSession> of) {
        List<Integer> numbers = of.stream().map(KernelSession::number).toList();
        return disks.stream()
                .filter(disk -> disk.session().filter(numbers::contains).isPresent())
                .map(ScsiDisk::wwid)
                .distinct()
                .toList();
    }

    /** A login to the same target that is not this one. */
    Optional<HostLogin> besides(IscsiPool wanted) {
        return logins().stream()
                .filter(login -> login.target().equals(wanted.target()))
                .filter(login -> !login.isOurs() || !login.portal().equals(Optional.of(wanted.portal())))
                .findFirst();
    }

    boolean isStarted(Iqn target) {
        return pools.stream()
                .anyMatch(pool -> pool.active() && pool.login().target().equals(target));
    }
}
