package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Login;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.run.TargetLogins;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Servers log in to their LUNs with accounts of their own, which come and go with their attachments. */
class ChapTest {
    private final ServerWorld world = new ServerWorld();
    private final Server server = world.running();

    private Outcome<Attachment> attach(Server to, Volume volume) {
        return world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(to.id(), volume.id(), Optional.empty(), Optional.empty(), false));
    }

    private ChapAccount account(Server of, Volume volume) {
        return world.logins.known(volume.id(), of.initiator()).orElseThrow();
    }

    private String usage(Server of, Volume volume) {
        return ChapLogin.usage(of.id(), volume.id());
    }

    private void stop() {
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work();
    }

    private void start() {
        world.servers.power().start(again(ANN), server.id()).get();
        world.work();
    }

    private static Optional<String> authIn(String xml) {
        Matcher auth = Pattern.compile(
                        "<auth username=['\"]([^'\"]*)['\"]>\\s*<secret type=['\"]iscsi['\"] usage=['\"]([^'\"]*)['\"]")
                .matcher(xml);
        return auth.find() ? Optional.of(auth.group(1) + " by " + auth.group(2)) : Optional.empty();
    }

    /** As stores of before had them: the target asks for the name alone, and so does the definition. */
    private Volume attachedWithoutChap() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        world.store.chapAccounts().remove(Holder.of(volume.id(), server.initiator()));
        world.hypervisor.forgetSecret(usage(server, volume)).get();
        world.source
                .expose(volume.id(), volume.lun().orElseThrow(), ServerWorld.HOST, Login.of(server.initiator()))
                .get();
        world.hypervisor
                .define(world.domain(server.id()).persistentXml().replaceAll("(?s)\\s*<auth .*?</auth>", ""))
                .get();
        return volume;
    }

    @Test
    void an_attached_disk_logs_in_as_its_servers_account_at_that_volume() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();

        ChapAccount account = account(server, volume);
        assertEquals(TargetLogins.user(volume.id(), server.initiator()), account.user());
        assertEquals(16, account.secret().text().length());
        assertEquals(Optional.of(account), world.source.account(volume.id(), server.initiator()));
        assertEquals(Optional.of(account.secret()), world.hypervisor.secret(usage(server, volume)));
        for (String xml : List.of(
                world.domain(server.id()).liveXml().orElseThrow(),
                world.domain(server.id()).persistentXml())) {
            assertEquals(Optional.of(account.user() + " by " + usage(server, volume)), authIn(xml));
            assertFalse(xml.contains(account.secret().text()));
        }
    }

    @Test
    void no_two_attachments_share_a_secret() {
        Volume volume = world.volume(PASSTHROUGH);
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        Server other = world.running();
        attach(server, volume).get();
        attach(server, shared).get();
        attach(other, shared).get();

        assertNotEquals(
                account(server, volume).secret(), account(server, shared).secret());
        assertNotEquals(account(server, shared).secret(), account(other, shared).secret());
        assertNotEquals(account(server, shared).user(), account(other, shared).user());
    }

    @Test
    void a_detach_leaves_neither_account_nor_secret() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        world.work();

        assertEquals(List.of(), world.store.chapAccounts().holders(volume.id()));
        assertEquals(List.of(), world.hypervisor.secrets().get());
    }

    @Test
    void an_attach_that_qemu_refuses_leaves_neither_account_nor_secret_and_tells_neither() {
        Volume volume = world.volume(PASSTHROUGH);
        world.hypervisor
                .interference()
                .failNext(Call.ATTACH_DEVICE, new HostFailure.Refused("host", "attach a device", "no"));
        String told = attach(server, volume).failureIfAny().orElseThrow().sentence();

        assertEquals(List.of(), world.store.chapAccounts().holders(volume.id()));
        assertEquals(List.of(), world.hypervisor.secrets().get());
        assertEquals(List.of(), world.seenBy(volume));
        assertFalse(told.contains("secret"), told);
    }

    @Test
    void an_attach_whose_secret_the_host_refuses_leaves_nothing() {
        Volume volume = world.volume(PASSTHROUGH);
        HostFailure refusal = new HostFailure.Refused("host", "keep a secret", "no");
        world.hypervisor.interference().failNext(Call.KEEP_SECRET, refusal);

        assertEquals(Optional.of(refusal), attach(server, volume).failureIfAny());
        assertEquals(List.of(), world.store.chapAccounts().holders(volume.id()));
        assertEquals(List.of(), world.seenBy(volume));
    }

    @Test
    void a_server_starts_after_libvirtd_has_forgotten_its_secrets() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        ChapAccount before = account(server, volume);
        stop();
        world.hypervisor.restartLibvirt();
        start();

        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertEquals(Optional.of(before.secret()), world.hypervisor.secret(usage(server, volume)));
    }

    @Test
    void what_libvirtd_has_forgotten_is_set_anew_though_nobody_starts_anything() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        world.hypervisor.restartLibvirt();
        assertEquals(List.of(), world.hypervisor.secrets().get());

        new KeepSecrets(world.store).look(world.hosts.worlds().getFirst());

        assertEquals(Optional.of(account(server, volume).secret()), world.hypervisor.secret(usage(server, volume)));
    }

    @Test
    void a_secret_that_nobody_uses_is_removed_and_a_strangers_stays() {
        Volume volume = world.volume(PASSTHROUGH);
        ChapSecret some = new ChapSecret("some-secret-of-before");
        String strange = "lunette:5e5e5e5e-0000-4000-8000-000000000001:5e5e5e5e-0000-4000-8000-000000000002";
        world.hypervisor.keepSecret(usage(server, volume), some).get();
        world.hypervisor.keepSecret(strange, some).get();

        new KeepSecrets(world.store).look(world.hosts.worlds().getFirst());

        assertEquals(List.of(strange), world.hypervisor.secrets().get());
    }

    @Test
    void a_server_of_before_gets_an_account_at_its_next_start_and_runs_on_until_then() {
        Volume volume = attachedWithoutChap();
        assertEquals(Optional.empty(), authIn(world.domain(server.id()).persistentXml()));
        stop();
        start();

        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        ChapAccount account = account(server, volume);
        assertEquals(
                Optional.of(account.user() + " by " + usage(server, volume)),
                authIn(world.domain(server.id()).liveXml().orElseThrow()));
        assertEquals(Optional.of(account), world.source.account(volume.id(), server.initiator()));
    }

    @Test
    void an_account_is_issued_once_for_an_attachment() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        ChapAccount before = account(server, volume);
        stop();
        start();
        assertEquals(before, account(server, volume));
    }

    @Test
    void without_chap_nobody_gets_an_account_and_who_has_one_loses_it_at_the_next_start() {
        Volume volume = world.volume(PASSTHROUGH);
        TargetLogins without = new TargetLogins(world.store.chapAccounts(), false);
        assertEquals(
                Optional.empty(),
                without.issue(volume.id(), volume.lun().orElseThrow(), server.initiator())
                        .chap());

        attach(server, volume).get();
        assertTrue(without.known(volume.id(), server.initiator()).isPresent(), "what runs keeps it");
        without.issue(volume.id(), volume.lun().orElseThrow(), server.initiator());
        assertEquals(List.of(), world.store.chapAccounts().holders(volume.id()));
    }

    @Test
    void a_target_that_asks_one_asks_all() {
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        attach(server, shared).get();
        TargetLogins without = new TargetLogins(world.store.chapAccounts(), false);

        assertTrue(without.issue(
                        shared.id(), shared.lun().orElseThrow(), world.running().initiator())
                .chap()
                .isPresent());
    }

    @Test
    void the_plan_of_an_attach_shows_the_login_and_issues_nothing() {
        Volume volume = world.volume(PASSTHROUGH);
        AttachVolume.Request request =
                new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false);
        PlannedWork.Would would = assertInstanceOf(
                PlannedWork.Would.class,
                world.servers.plans().plan(again(ANN), new Work.Attach(request)).get());

        assertEquals(
                Optional.of(TargetLogins.user(volume.id(), server.initiator()) + " by " + usage(server, volume)),
                authIn(would.live().after()));
        assertEquals(List.of(), world.store.chapAccounts().holders(volume.id()));
    }

    @Test
    void nothing_that_is_kept_of_work_has_a_secret_in_it() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume).get();
        String secret = account(server, volume).secret().text();

        String all = "" + world.store.operations().ofServer(server.id())
                + world.store.journal().all()
                + world.store.attachments().all() + world.store.volumes().list(Optional.empty())
                + world.source.labels(volume.id()).get() + world.domain(server.id())
                + world.logins.known(volume.id(), server.initiator());
        assertFalse(all.contains(secret), "a secret is shown");
    }
}
