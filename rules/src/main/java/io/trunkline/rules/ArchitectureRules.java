package io.trunkline.rules;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Holds the main code of a module to the rules of its structure.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the classes are read once
public abstract class ArchitectureRules {
    private final JavaClasses classes;

    /// Reads the main classes below a package.
    protected ArchitectureRules(String root) {
        this.classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(root);
    }

    /// What must have no cycles: by default each package is a slice.
    protected String sliceOf(String packageName) {
        return packageName;
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Slices()).should().beFreeOfCycles().check(classes);
    }

    /// Covers signatures too: what a method takes, returns or throws is a dependency of its class.
    @Test
    void theApiDoesNotKnowTheInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.trunkline..internal..")
                .check(classes);
    }

    /// Time goes through clocks and timers that tests can replace, or they would wait for real.
    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(
                        target(name("sleep"))
                                .and(target(owner(type(Thread.class).or(type(TimeUnit.class))))))
                .check(classes);
    }

    @Test
    void nothingReachesIntoTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .check(classes);
    }

    @Test
    void nothingPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked =
                classes.stream()
                        .map(JavaClass::getPackage)
                        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .collect(toSet());
        assertThat(unmarked).isEmpty();
    }

    /// A pattern such as `io.trunkline.engine.(**)` would leave the root package out.
    private final class Slices implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(sliceOf(javaClass.getPackageName()));
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
