package io.belastbar.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom: services know the platform, the platform knows the pure libraries, nobody knows a service. */
class ArrowsTest {
    private static final List<String> PURE = packages(House::isPurePlatform);

    /** Which engine stands on which: a history begins anew where its level changed for good, and who finds that is an engine. */
    private static final Map<String, List<String>> ENGINES_BELOW =
            Map.of("io.belastbar.forecasting..", List.of("io.belastbar.change.."));

    /** Of the platform's rooms, which others each may know; the pure libraries besides, unless it is one itself. */
    private static final Map<String, List<String>> PLATFORM = Map.ofEntries(
            Map.entry("contracts", List.of()),
            Map.entry("document", List.of("contracts")),
            Map.entry("quantity", List.of()),
            Map.entry("report", List.of("quantity", "contracts")),
            Map.entry("smallheap", List.of()),
            Map.entry("identity", List.of()),
            Map.entry("cache", List.of()),
            Map.entry("jobs", List.of("identity")),
            Map.entry("backbone", List.of("jobs", "identity")),
            Map.entry("web", List.of("jobs", "cache", "identity")),
            Map.entry("prometheus", List.of("web")),
            Map.entry("faulttolerance", List.of("cache", "identity")),
            Map.entry("service", List.of()),
            Map.entry("embedded", List.of("service")));

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = House.productionClasses();
    }

    @Test
    void nobodyKnowsAServiceButTheService() {
        var services = packages(House::isService);
        assertThat(services).hasSizeGreaterThanOrEqualTo(5);
        for (String service : services) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(service)
                    .check(house);
        }
    }

    @Test
    void aRoomOfThePlatformKnowsOnlyWhatLiesBelowIt() {
        assertThat(packages(module -> module.startsWith("platform/")))
                .as("a room that has no line above may be drawn into no arrow")
                .allSatisfy(room -> assertThat(PLATFORM).containsKey(room.split("\\.")[2]));
        PLATFORM.forEach((room, known) -> {
            var pure = PURE.contains(packageOf(room)) ? Stream.<String>empty() : PURE.stream();
            mayKnowOfOurs(
                    packageOf(room),
                    Stream.concat(pure, known.stream().map(ArrowsTest::packageOf))
                            .toList());
        });
    }

    @Test
    void anEngineKnowsThePureLibrariesOnly() {
        var engines = packages(House::isEngine);
        assertThat(engines).hasSizeGreaterThanOrEqualTo(2);
        engines.forEach(engine -> mayKnowOfOurs(
                engine,
                Stream.concat(PURE.stream(), ENGINES_BELOW.getOrDefault(engine, List.of()).stream())
                        .toList()));
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
    void embeddedInfrastructureIsForTestsAndTheLauncherOnly() {
        noClasses()
                .that(resideInAnyPackage("io.belastbar..")
                        .and(resideOutsideOfPackages(
                                packageOf("embedded"), packageOf("local"), packageOf("benchmarks"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("embedded"))
                .check(house);
    }

    @Test
    void nobodyKnowsTheSampleSystem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.belastbar.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.belastbar.examples..")
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
    void featurePackagesOfAServiceOrEngineHaveNoCircles() {
        for (String room : packages(module -> House.isService(module) || House.isEngine(module))) {
            slices().matching(room.replace("..", ".(*).."))
                    .should()
                    .beFreeOfCycles()
                    .check(house);
        }
    }

    /** Of our packages: its own and these. A room without classes yet breaks no rule. */
    private static void mayKnowOfOurs(String room, List<String> known) {
        String[] allowed = Stream.concat(Stream.of(room), known.stream()).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("io.belastbar..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true)
                .check(house);
    }

    private static List<String> packages(java.util.function.Predicate<String> kind) {
        return Arrays.asList(House.packages(kind));
    }

    private static String packageOf(String room) {
        return "io.belastbar." + room + "..";
    }
}
