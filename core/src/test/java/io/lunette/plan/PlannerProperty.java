package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.ScsiModel;
import io.lunette.plan.RandomServer.Event;
import io.lunette.plan.RandomServer.Wished;
import io.lunette.plan.Story.Kind;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What holds of every plan, whatever happened to the server before. */
enum PlannerProperty {
    NO_TWO_DEVICES_SHARE_AN_ADDRESS(event -> eachScope(
            event,
            (domain, devices) -> distinct(
                    domain,
                    device -> device.child("address")
                            .filter(address -> address.value("type").equals("drive"))
                            .map(address -> device.child("target")
                                            .map(target -> target.value("bus"))
                                            .orElse("scsi")
                                    + address.attributes())))),

    NO_TWO_DISKS_SHARE_A_NAME(event -> eachScope(
            event,
            (domain, devices) ->
                    distinct(domain, device -> device.child("target").flatMap(target -> target.attribute("dev"))))),

    NO_TWO_DEVICES_SHARE_AN_ALIAS(event -> eachScope(
            event,
            (domain, devices) ->
                    distinct(domain, device -> device.child("alias").flatMap(alias -> alias.attribute("name"))))),

    NO_TWO_CONTROLLERS_SHARE_AN_INDEX(event -> eachScope(event, (domain, devices) -> {
        List<Integer> indexes =
                devices.scsi().stream().map(ScsiController::index).toList();
        assertEquals(indexes.size(), Set.copyOf(indexes).size(), indexes.toString());
    })),

    EVERY_LUN_IS_ON_A_VIRTIO_SCSI_CONTROLLER(event -> eachScope(event, (domain, devices) -> {
        for (Disk disk : devices.disks()) {
            if (disk.device().equals("lun")) {
                int index = disk.address().orElseThrow().controller();
                assertTrue(
                        devices.controller(index)
                                .filter(controller -> controller.is(ScsiModel.VIRTIO_SCSI))
                                .isPresent(),
                        disk.toString());
            }
        }
    })),

    EVERY_CONTROLLER_HAS_THE_IOTHREAD_IT_NAMES(event -> eachScope(
            event,
            (domain, devices) -> devices.scsi()
                    .forEach(controller -> controller
                            .ioThread()
                            .ifPresent(thread ->
                                    assertTrue(devices.ioThreads().contains(thread), thread + " of " + controller))))),

    NOTHING_GOES_ONTO_A_CONTROLLER_ABOVE_A_HOLE(event -> {
        for (Step step : steps(event)) {
            if (step instanceof Step.AttachDisk attach
                    && attach.disk().address().isPresent()) {
                int index = attach.disk().address().get().controller();
                eachScope(event, (domain, devices) -> {
                    for (int below = 0; below < index; below++) {
                        assertTrue(devices.controller(below).isPresent(), "hole at " + below);
                    }
                });
            }
        }
    }),

    NOTHING_GOES_ONTO_A_CONTROLLER_THAT_IS_LEAVING(event -> {
        for (Step step : steps(event)) {
            if (step instanceof Step.AttachDisk attach
                    && attach.disk().address().isPresent()) {
                int index = attach.disk().address().get().controller();
                assertTrue(!event.before().view().isLeaving(index), "onto " + index);
            }
        }
    }),

    UNDOING_ANY_PREFIX_RESTORES_THE_XML(event -> {
        List<Step> steps = steps(event);
        for (int length = 0; length <= steps.size(); length++) {
            List<Step> prefix = steps.subList(0, length);
            if (prefix.stream().anyMatch(PlannerProperty::isFinal)) {
                return;
            }
            List<Step> thereAndBack = new ArrayList<>(prefix);
            prefix.reversed().forEach(step -> step.undo().ifPresent(thereAndBack::add));
            assertSame(
                    event.before().trees(), after(thereAndBack, event.before().trees()));
        }
    }),

    PLANNING_ON_A_PLANS_RESULT_YIELDS_NO_STEP(event -> {
        DomainView now = event.after().view();
        if (event.kind() == Kind.TIDY && !event.what().contains("holds on")) {
            assertEquals(
                    List.of(), DetachPlanner.planTidy(RandomServer.SERVER, now).steps());
        }
        if (event.kind() == Kind.ATTACH && event.plan().isPresent()) {
            Outcome<AttachPlanner.Attach> again = attach(event.volume().orElseThrow(), now);
            assertTrue(
                    again instanceof Outcome.Failed<AttachPlanner.Attach>(Failure why)
                            && why instanceof PlanFailure.AlreadyThere,
                    again.toString());
        }
        if (event.kind() == Kind.DETACH) {
            assertTrue(
                    steps(event).stream()
                            .filter(Step.DetachDisk.class::isInstance)
                            .map(Step.DetachDisk.class::cast)
                            .noneMatch(step -> now.hasAlias(step.alias())),
                    event.what());
        }
    }),

    ATTACH_THEN_DETACH_IS_THE_IDENTITY(event -> {
        if (event.kind() == Kind.ATTACH && event.plan().isPresent()) {
            Plan detach = DetachPlanner.plan(
                    RandomServer.SERVER,
                    event.volume().orElseThrow().volume(),
                    event.after().view());
            // The controllers it came with are left: theirs is the tidying, which looks at all that is empty.
            List<Step> steps = new ArrayList<>(detach.steps());
            steps(event).reversed().stream()
                    .filter(step -> step instanceof Step.AttachController || step instanceof Step.AddIoThread)
                    .forEach(step -> step.undo().ifPresent(steps::add));
            assertSame(event.before().trees(), after(steps, event.after().trees()));
        }
    }),

    TIDYING_TAKES_WHAT_AN_ATTACH_BROUGHT_AND_LEAVES_NO_HOLE(event -> {
        if (event.kind() == Kind.ATTACH && event.plan().isPresent() && broughtOnTop(event)) {
            Plan detach = DetachPlanner.plan(
                    RandomServer.SERVER,
                    event.volume().orElseThrow().volume(),
                    event.after().view());
            assertSame(
                    tidied(event.before().trees()),
                    tidied(after(detach.steps(), event.after().trees())));
        }
        if (event.kind() == Kind.TIDY) {
            assertNoNewHoles(
                    event.before().view().persistent(), event.after().view().persistent());
            event.before()
                    .view()
                    .live()
                    .ifPresent(live ->
                            assertNoNewHoles(live, event.after().view().live().orElseThrow()));
        }
    });

    @SuppressWarnings("ImmutableEnumChecker") // The checks capture nothing.
    private final Consumer<Event> check;

    PlannerProperty(Consumer<Event> check) {
        this.check = check;
    }

    void check(Event event) {
        check.accept(event);
    }

    private interface InScope {
        void check(Element domain, DomainDevices devices);
    }

    private static void eachScope(Event event, InScope check) {
        DomainTrees trees = event.after().trees();
        check.check(trees.persistent().orElseThrow(), event.after().view().persistent());
        trees.live()
                .ifPresent(live -> check.check(live, event.after().view().live().orElseThrow()));
    }

    private static void distinct(Element domain, Function<Element, Optional<String>> key) {
        Set<String> seen = new HashSet<>();
        for (Element device : domain.child("devices").orElseThrow().elements()) {
            key.apply(device).ifPresent(found -> assertTrue(seen.add(found), found));
        }
    }

    private static List<Step> steps(Event event) {
        return event.plan().map(Plan::steps).orElse(List.of());
    }

    private static DomainTrees after(List<Step> steps, DomainTrees domain) {
        return Preview.after(new Plan(RandomServer.SERVER.id(), steps), domain);
    }

    /** Taking a device off is meant to stay so. */
    private static boolean isFinal(Step step) {
        return step instanceof Step.DetachDisk
                || step instanceof Step.DetachController
                || step instanceof Step.RemoveIoThread;
    }

    private static void assertSame(DomainTrees expected, DomainTrees actual) {
        if (!expected.equals(actual)) {
            assertEquals(
                    expected.persistent().map(Xml::print), actual.persistent().map(Xml::print));
            assertEquals(expected.live().map(Xml::print), actual.live().map(Xml::print));
        }
    }

    private static Outcome<AttachPlanner.Attach> attach(Wished wished, DomainView domain) {
        return AttachPlanner.plan(
                new AttachWish(RandomServer.SERVER, wished.volume(), wished.choice(), Samples.TUNING, Optional.empty()),
                domain);
    }

    /** Whether the controllers that the attach made, if any, are above all that were there, and in both scopes. */
    private static boolean broughtOnTop(Event event) {
        List<Integer> before = event.before().view().controllerIndexes();
        int highest = before.isEmpty() ? -1 : before.getLast();
        return steps(event).stream()
                .filter(Step.AttachController.class::isInstance)
                .map(Step.AttachController.class::cast)
                .allMatch(attach -> attach.controller().index() > highest
                        && attach.scopes()
                                .equals(
                                        event.before().view().live().isPresent()
                                                ? Scope.BOTH
                                                : Set.of(Scope.PERSISTENT)));
    }

    private static DomainTrees tidied(DomainTrees domain) {
        return after(DetachPlanner.planTidy(RandomServer.SERVER, domain.view()).steps(), domain);
    }

    private static void assertNoNewHoles(DomainDevices before, DomainDevices after) {
        assertTrue(holes(before).containsAll(holes(after)), holes(after) + " after " + holes(before));
    }

    /** Indexes that no controller has, below one that is there. */
    private static List<Integer> holes(DomainDevices devices) {
        List<Integer> holes = new ArrayList<>();
        int highest = devices.scsi().isEmpty() ? 0 : devices.scsi().getLast().index();
        for (int index = 0; index < highest; index++) {
            if (devices.controller(index).isEmpty()) {
                holes.add(index);
            }
        }
        return holes;
    }
}
