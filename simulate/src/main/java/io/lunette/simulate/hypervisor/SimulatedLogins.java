package io.lunette.simulate.hypervisor;

import io.lunette.failure.Failure;
import io.lunette.failure.LoginFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ChapAccount;
import io.lunette.model.HostLogin;
import io.lunette.model.HostLogin.Maker;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLogins;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The iSCSI logins of a simulated host's kernel, to the targets that a test offers it. Its kernel has their LUNs then. */
public final class SimulatedLogins implements HostLogins {
    private final HostName host;
    private final Interference interference;
    private final SimulatedKernelLuns kernel;
    private final List<Offer> offers = new ArrayList<>();
    private final List<HostLogin> foreign = new ArrayList<>();
    private final Map<String, HostLogin> ours = new TreeMap<>();

    SimulatedLogins(HostName host, Interference interference, SimulatedKernelLuns kernel) {
        this.host = host;
        this.interference = interference;
        this.kernel = kernel;
    }

    private record Offer(Portal portal, Iqn target, Optional<ChapAccount> account, List<LunIdentity> luns) {
        List<Wwid> wwids() {
            return luns.stream().map(LunIdentity::wwid).toList();
        }
    }

    /** For tests: a target that the portal names from now on, and that takes this account alone. */
    public synchronized void offer(Portal portal, Iqn target, Optional<ChapAccount> account, List<LunIdentity> luns) {
        offers.add(new Offer(portal, target, account, List.copyOf(luns)));
    }

    /** For tests: the host's administrator logs it in to a target that is offered. */
    public synchronized void loginByHand(Iqn target) {
        Offer offer = offers.stream()
                .filter(each -> each.target().equals(target))
                .findFirst()
                .orElseThrow();
        offer.luns().forEach(kernel::show);
        foreign.add(new HostLogin(
                target, Optional.of(offer.portal()), Maker.SOMEBODY_ELSE, Optional.empty(), true, offer.wwids()));
    }

    @Override
    public synchronized Outcome<List<HostLogin>> list() {
        return interference.around(
                Call.LOGINS,
                () -> Outcome.done(Stream.concat(
                                ours.values().stream(),
                                foreign.stream()
                                        .sorted(Comparator.comparing(
                                                login -> login.target().text())))
                        .toList()));
    }

    @Override
    public synchronized Outcome<List<Iqn>> targets(Portal portal) {
        return interference.around(Call.LOGINS, () -> {
            List<Iqn> named = offers.stream()
                    .filter(offer -> offer.portal().equals(portal))
                    .map(Offer::target)
                    .sorted(Comparator.comparing(Iqn::text))
                    .toList();
            return named.isEmpty()
                    ? Outcome.failed(new LoginFailure.PortalSilent(
                            host.text(), portal.toString(), "cannot make connection: Connection refused"))
                    : Outcome.done(named);
        });
    }

    @Override
    public synchronized Outcome<HostLogin> login(Portal portal, Iqn target, Optional<ChapAccount> account) {
        return targets(portal)
                .then(named -> interference.around(Call.LOG_IN, () -> {
                    Optional<Offer> offer = offers.stream()
                            .filter(each -> each.portal().equals(portal)
                                    && each.target().equals(target))
                            .findFirst();
                    if (offer.isEmpty()) {
                        return Outcome.failed(new LoginFailure.NotNamed(
                                host.text(),
                                portal.toString(),
                                target.text(),
                                named.stream().map(Iqn::text).toList()));
                    }
                    return besides(portal, target)
                            .<Outcome<HostLogin>>map(Outcome::failed)
                            .orElseGet(() -> login(offer.get(), account));
                }));
    }

    private Optional<Failure> besides(Portal portal, Iqn target) {
        return Stream.concat(ours.values().stream(), foreign.stream())
                .filter(login -> login.target().equals(target))
                .filter(login -> !login.isOurs() || !login.portal().equals(Optional.of(portal)))
                .findFirst()
                .map(login -> new LoginFailure.HasAnother(
                        host.text(), target.text(), login.portal().orElseThrow().toString(), login.isOurs()));
    }

    private Outcome<HostLogin> login(Offer offer, Optional<ChapAccount> account) {
        HostLogin there = ours.get(offer.target().text());
        if (there != null) {
            return Outcome.done(there);
        }
        if (!offer.account().isEmpty() && !offer.account().equals(account)) {
            return Outcome.failed(new LoginFailure.AccountRefused(
                    host.text(), offer.portal().toString(), offer.target().text(), account.isPresent()));
        }
        offer.luns().forEach(kernel::show);
        HostLogin made = new HostLogin(
                offer.target(),
                Optional.of(offer.portal()),
                Maker.LUNETTE,
                account.map(ChapAccount::user),
                true,
                offer.wwids());
        ours.put(offer.target().text(), made);
        return Outcome.done(made);
    }

    @Override
    public synchronized Outcome<Unit> logout(Iqn target, Function<Wwid, Optional<String>> user) {
        return interference.around(Call.LOG_OUT, () -> {
            HostLogin there = ours.get(target.text());
            if (there == null) {
                return Outcome.failed(
                        foreign.stream().anyMatch(login -> login.target().equals(target))
                                ? new LoginFailure.NotOurs(host.text(), target.text())
                                : new LoginFailure.NotFound(host.text(), target.text()));
            }
            List<String> uses = there.luns().stream()
                    .flatMap(lun -> Stream.concat(
                            user.apply(lun).map(who -> "LUN " + lun + " is used by " + who).stream(),
                            kernel
                                    .holder(lun)
                                    .map(holder -> "LUN " + lun + " is used by the host itself, for " + holder)
                                    .stream()))
                    .toList();
            if (!uses.isEmpty()) {
                return Outcome.failed(new LoginFailure.InUse(host.text(), target.text(), uses));
            }
            there.luns().forEach(kernel::hide);
            ours.remove(target.text());
            return Outcome.done();
        });
    }
}
