package io.belastbar.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom: services know the platform, the platform knows the contracts, nobody knows a service. */
class ArrowsTest {
    private static final List<String> SERVICES = List.of("budget", "profiling", "loadtest", "chaos", "capacity");
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = House.productionClasses();
    }

    @Test
    void noServiceKnowsAnotherService() {
        for (String service : SERVICES) {
            String[] others = SERVICES.stream()
                    .filter(other -> !other.equals(service))
                    .map(ArrowsTest::packageOf)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(service))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(house);
        }
    }

    @Test
    void thePlatformKnowsNoService() {
        String[] services = SERVICES.stream().map(ArrowsTest::packageOf).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(
                        packageOf("contracts"),
                        packageOf("cache"),
                        packageOf("backbone"),
                        packageOf("web"),
                        packageOf("faulttolerance"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(services)
                .check(house);
    }

    @Test
    void contractsNeedOnlyTheJdkAndJacksonAnnotations() {
        classes()
                .that()
                .resideInAPackage(packageOf("contracts"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.belastbar.contracts..", "java..", "com.fasterxml.jackson.annotation..")
                .check(house);
    }

    @Test
    void theCacheKnowsNothingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("cache"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.belastbar..").and(resideOutsideOfPackage(packageOf("cache"))))
                .check(house);
    }

    @Test
    void backboneAndWebAndFaultToleranceDoNotKnowEachOther() {
        List<String> rooms = List.of("backbone", "web", "faulttolerance");
        for (String room : rooms) {
            String[] others = rooms.stream()
                    .filter(other -> !other.equals(room))
                    .map(ArrowsTest::packageOf)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(house);
        }
    }

    @Test
    void embeddedInfrastructureIsForTestsAndTheLauncherOnly() {
        noClasses()
                .that(resideInAnyPackage("io.belastbar..")
                        .and(resideOutsideOfPackages(packageOf("embedded"), packageOf("local"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("embedded"))
                .check(house);
    }

    @Test
    void noServiceKnowsTheSampleSystem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.belastbar.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.belastbar.examples..")
                .check(house);
    }

    @Test
    void theLoadEngineKnowsNoServiceAndNothingOfQuarkus() {
        noClasses()
                .that()
                .resideInAPackage("io.belastbar.load..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.belastbar.loadtest..",
                        "io.belastbar.backbone..",
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "jakarta..")
                .check(house);
    }

    @Test
    void packagesAreNamedForFeatures() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..impl..", "..misc..")
                .check(house);
    }

    @Test
    void featurePackagesOfAServiceHaveNoCircles() {
        for (String service : SERVICES) {
            slices().matching("io.belastbar." + service + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(house);
        }
        slices().matching("io.belastbar.load.(*)..").should().beFreeOfCycles().check(house);
    }

    private static String packageOf(String room) {
        return "io.belastbar." + room + "..";
    }
}
