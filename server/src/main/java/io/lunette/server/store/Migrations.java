package io.lunette.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The migrations by name, so that Flyway need not search every jar for them. A released one is never changed. */
final class Migrations implements ResourceProvider {
    private static final List<String> NAMES = List.of(
            "V1__state.sql",
            "V2__identity_attributes.sql",
            "V3__journal.sql",
            "V4__scheduled_tasks.sql",
            "V5__adopted_luns.sql",
            "V6__chap_accounts.sql",
            "V7__clusters.sql",
            "V9__hosts.sql",
            "V10__lun_paths.sql",
            "V11__migrations.sql",
            "V12__virtual_adapters.sql");

    /** The number of the schema that this program knows. */
    static final int NEWEST = number(NAMES.getLast());

    private static int number(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return NAMES.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(Script::new)
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = Objects.requireNonNull(Migrations.class.getResourceAsStream(name), name)) {
                return new StringReader(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
