package io.lunette.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ServerDirectionsTest {
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lunette.server");

    @Test
    void no_adapter_knows_another() {
        slices().matching("io.lunette.server.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(SERVER);
    }

    @Test
    void main_alone_puts_adapters_together() {
        noClasses()
                .that()
                .resideInAPackage("io.lunette.server.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lunette.server")
                .allowEmptyShould(true)
                .check(SERVER);
    }

    @Test
    void main_alone_reads_the_settings() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.lunette.server.http..",
                        "io.lunette.server.libvirt..",
                        "io.lunette.server.iscsi..",
                        "io.lunette.server.store..",
                        "io.lunette.server.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lunette.server.config..")
                .allowEmptyShould(true)
                .check(SERVER);
    }
}
