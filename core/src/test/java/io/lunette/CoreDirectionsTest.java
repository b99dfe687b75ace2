package io.lunette;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreDirectionsTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lunette");

    @Test
    void core_knows_the_jdk_and_jspecify_alone() {
        classes()
                .that()
                .resideInAPackage("io.lunette..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.lunette..", "java..", "javax.crypto..", "org.jspecify..")
                .check(CORE);
    }

    @Test
    void core_does_no_input_or_output() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.lunette.plan..",
                        "io.lunette.domainxml..",
                        "io.lunette.scsi..",
                        "io.lunette.model..",
                        "io.lunette.failure..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("java.net.http..", "java.sql..", "java.nio.file..", "java.util.concurrent..")
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void dependencies_point_from_use_cases_down_to_values() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("usecase")
                .definedBy("io.lunette.usecase..")
                .layer("run")
                .definedBy("io.lunette.run..")
                .layer("plan")
                .definedBy("io.lunette.plan..")
                .layer("port")
                .definedBy("io.lunette.port..")
                .layer("domainxml")
                .definedBy("io.lunette.domainxml..")
                .layer("scsi")
                .definedBy("io.lunette.scsi..")
                .layer("model")
                .definedBy("io.lunette.model..")
                .layer("failure")
                .definedBy("io.lunette.failure..")
                .whereLayer("usecase")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("usecase")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("usecase", "run")
                .whereLayer("port")
                .mayOnlyBeAccessedByLayers("usecase", "run", "plan")
                .whereLayer("domainxml")
                .mayOnlyBeAccessedByLayers("usecase", "run", "plan")
                .whereLayer("scsi")
                .mayOnlyBeAccessedByLayers("usecase", "run", "plan", "port")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("usecase", "run", "plan", "port", "domainxml", "scsi", "failure")
                .check(CORE);
    }

    @Test
    void no_package_depends_on_itself_through_others() {
        slices().matching("io.lunette.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CORE);
    }
}
