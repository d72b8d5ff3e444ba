package io.belastbar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The functional core: what is not shell is plain Java.
 *
 * <p>A class is shell when it or the class around it carries a scope, JAX-RS, provider, health or configuration
 * annotation, ends in one of seven suffixes, or lives in a room of the platform whose matter is the framework.
 */
class PureCoreTest {
    private static final Set<String> SUFFIXES =
            Set.of("Resource", "Client", "Repository", "Consumer", "Publisher", "Config", "Job");

    private static final Set<String> ANNOTATIONS = Set.of(
            "jakarta.enterprise.context.ApplicationScoped",
            "jakarta.enterprise.context.RequestScoped",
            "jakarta.enterprise.context.Dependent",
            "jakarta.inject.Singleton",
            "jakarta.ws.rs.Path",
            "jakarta.ws.rs.ext.Provider",
            "org.eclipse.microprofile.health.Liveness",
            "org.eclipse.microprofile.health.Readiness",
            "org.eclipse.microprofile.health.Startup",
            "io.smallrye.config.ConfigMapping");

    /** Quarkus REST's providers: methods of a class without an annotation of its own. */
    private static final Set<String> PROVIDERS = Set.of(
            "org.jboss.resteasy.reactive.server.ServerExceptionMapper",
            "org.jboss.resteasy.reactive.server.ServerRequestFilter",
            "org.jboss.resteasy.reactive.server.ServerResponseFilter");

    private static final String[] FRAMEWORK_ROOMS = Stream.of(
                    "backbone", "cache", "jobs", "web", "prometheus", "faulttolerance", "service", "embedded")
            .map(room -> "io.belastbar." + room + "..")
            .toArray(String[]::new);

    private static final String[] FRAMEWORKS = {
        "jakarta..",
        "io.quarkus..",
        "io.vertx..",
        "io.smallrye..",
        "org.eclipse.microprofile..",
        "org.jboss..",
        "org.apache.kafka..",
        "io.micrometer.."
    };

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = House.productionClasses();
    }

    @Test
    void whatIsNotShellImportsNoFramework() {
        noClasses()
                .that(House.of("are not shell", candidate -> !isShell(candidate)))
                .and()
                .resideOutsideOfPackages(FRAMEWORK_ROOMS)
                .and()
                .resideOutsideOfPackage("io.belastbar.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(house);
    }

    @Test
    void aPureModuleImportsNoFrameworkWhateverItsClassesAreCalled() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.belastbar.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(House.classesOf(House::isPure));
    }

    /** Templates are Qute's core; its Mutiny and its logger come with it and are nobody's to use. */
    @Test
    void ofAllFrameworksTheReportsKnowQuteOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.belastbar.report..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(FRAMEWORKS)
                        .and(JavaClass.Predicates.resideOutsideOfPackage("io.quarkus.qute..")))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void noSubscriptionIsLeftToItself() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("subscribe().with or sendAndForget") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                        String owner = call.getTargetOwner().getName();
                        String method = call.getName();
                        boolean subscribes = owner.startsWith("io.smallrye.mutiny.groups.")
                                && owner.endsWith("Subscribe")
                                && method.equals("with");
                        return subscribes || method.equals("sendAndForget") || method.endsWith("AndForget");
                    }
                })
                .check(house);
    }

    private static boolean isShell(JavaClass candidate) {
        boolean named = SUFFIXES.stream().anyMatch(candidate.getSimpleName()::endsWith);
        boolean annotated = ANNOTATIONS.stream().anyMatch(candidate::isAnnotatedWith);
        boolean provides = candidate.getMethods().stream()
                .anyMatch(method -> PROVIDERS.stream().anyMatch(method::isAnnotatedWith));
        return named
                || annotated
                || provides
                || candidate.getEnclosingClass().map(PureCoreTest::isShell).orElse(false);
    }
}
