package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Shown;
import io.lunette.server.http.NameFilter;
import io.lunette.server.http.RequestContext;
import io.lunette.usecase.server.ServerQuery;
import io.lunette.usecase.server.ServerQuery.SortKey;
import io.lunette.usecase.server.ServerStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the query of a list of servers. Filters that Nova has and no server here can differ in are taken and ignored. */
record ServerQueryReading(RequestContext request) {
    private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on", "");
    /** What Nova can sort by and is the same for all servers here. */
    private static final Set<String> EQUAL_KEYS = Set.of(
            "access_ip_v4",
            "access_ip_v6",
            "auto_disk_config",
            "config_drive",
            "hostname",
            "kernel_id",
            "launch_index",
            "locked_by",
            "progress",
            "ramdisk_id",
            "root_device_name",
            "terminated_at");

    Outcome<ServerQuery> read() {
        boolean every = request.queryNames().contains("all_tenants") && isTrue("all_tenants");
        if (every && !request.caller().isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("list the servers of all projects"));
        }
        Optional<ProjectId> project =
                request.query("project_id").or(() -> request.query("tenant_id")).map(ProjectId::new);
        return filters().then(filters -> order().map(order -> new ServerQuery(every, project, filters, order)));
    }

    private boolean isTrue(String name) {
        return request.query(name)
                .map(text -> TRUE.contains(text.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private Outcome<List<Predicate<Server>>> filters() {
        return NameFilter.regex(request)
                .then(name -> since(
                                "changes-since",
                                (server, moment) -> !server.updated().isBefore(moment))
                        .then(since -> since(
                                        "changes-before",
                                        (server, moment) -> !server.updated().isAfter(moment))
                                .map(before -> {
                                    List<Predicate<Server>> filters = new ArrayList<>(plain());
                                    filters.add(server -> name.test(server.name()));
                                    filters.add(since);
                                    filters.add(before);
                                    return filters;
                                })));
    }

    private Outcome<Predicate<Server>> since(String parameter, BiPredicate<Server, Instant> test) {
        Optional<String> asked = request.query(parameter);
        return asked.isEmpty()
                ? Outcome.done(server -> true)
                : Moments.parse(asked.get())
                        .orFail(problem ->
                                new RequestFailure.InvalidField(parameter, problem, "a moment as 2026-11-23T04:46:00Z"))
                        .map(moment -> server -> test.test(server, moment));
    }

    private List<Predicate<Server>> plain() {
        List<Predicate<Server>> filters = new ArrayList<>();
        equal(filters, "uuid", server -> server.id().toString());
        equal(filters, "flavor", server -> server.flavor().id());
        equal(filters, "image", server -> server.image().map(Object::toString).orElse(""));
        equal(filters, "user_id", server -> server.user().text());
        equal(filters, "key_name", server -> server.keyName().orElse(""));
        equal(filters, "host", server -> server.host().text());
        equal(filters, "node", server -> server.host().text());
        equal(filters, "vm_state", ServerStates::vmState);
        equal(
                filters,
                "task_state",
                server -> server.task().map(task -> task.wire()).orElse(""));
        equal(filters, "power_state", server -> String.valueOf(ServerStates.powerState(server)));
        statuses().ifPresent(wanted -> filters.add(server -> wanted.contains(server.status())));
        if (isTrue("deleted") && request.caller().isAdmin()) {
            // Servers that are deleted are gone.
            filters.add(server -> false);
        }
        for (String address : List.of("ip", "ip6")) {
            request.query(address).filter(text -> !text.isEmpty()).ifPresent(any -> filters.add(server -> false));
        }
        if (request.since(2, 73)) {
            request.query("locked").ifPresent(text -> filters.add(server -> server.locked() == isTrue("locked")));
        }
        if (request.since(2, 26)) {
            tags(filters);
        }
        return filters;
    }

    private void equal(List<Predicate<Server>> filters, String parameter, Function<Server, String> value) {
        request.query(parameter)
                .ifPresent(wanted -> filters.add(server -> value.apply(server).equals(wanted)));
    }

    /** Several are alternatives; one that there is not is no server's. */
    private Optional<Set<ServerStatus>> statuses() {
        List<String> asked = request.queries("status");
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Set<ServerStatus> wanted = new HashSet<>();
        for (ServerStatus status : ServerStatus.values()) {
            if (asked.stream().anyMatch(status.name()::equalsIgnoreCase)) {
                wanted.add(status);
            }
        }
        return Optional.of(wanted);
    }

    private void tags(List<Predicate<Server>> filters) {
        tags("tags").ifPresent(all -> filters.add(server -> server.tags().containsAll(all)));
        tags("tags-any").ifPresent(any -> filters.add(server -> any.stream().anyMatch(server.tags()::contains)));
        tags("not-tags").ifPresent(all -> filters.add(server -> !server.tags().containsAll(all)));
        tags("not-tags-any").ifPresent(any -> filters.add(server -> any.stream().noneMatch(server.tags()::contains)));
    }

    private Optional<List<String>> tags(String parameter) {
        return request.query(parameter).map(text -> Arrays.asList(text.split(",", -1)));
    }

    private Outcome<List<SortKey>> order() {
        List<SortKey> order = new ArrayList<>();
        List<String> directions = request.queries("sort_dir");
        List<String> keys = request.queries("sort_key");
        for (int index = 0; index < keys.size(); index++) {
            boolean descending =
                    index >= directions.size() || !directions.get(index).equalsIgnoreCase("asc");
            Optional<SortKey> key = SortKey.of(keys.get(index), descending);
            if (key.isEmpty() && !EQUAL_KEYS.contains(keys.get(index))) {
                return Outcome.failed(new RequestFailure.InvalidField(
                        "sort_key",
                        "'" + Shown.text(keys.get(index)) + "' is not a key to sort by",
                        String.join(", ", SortKey.names())));
            }
            key.ifPresent(order::add);
        }
        return Outcome.done(order);
    }
}
