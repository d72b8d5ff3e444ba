package io.belastbar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bare noun is plain Java; only a class whose name ends in a shell suffix touches a framework. */
class PureCoreTest {
    private static final Set<String> SHELL_SUFFIXES = Set.of(
            "Resource",
            "Client",
            "Repository",
            "Consumer",
            "Publisher",
            "Config",
            "Job",
            "Filter",
            "Mapper",
            "Handler",
            "Mechanism",
            "Augmentor",
            "Responses",
            "Cache",
            "Caches",
            "Metrics",
            "Guard",
            "Registry");

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
    void aClassWithoutAShellSuffixImportsNoFramework() {
        noClasses()
                .that(areBareNouns())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
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

    private static DescribedPredicate<JavaClass> areBareNouns() {
        return new DescribedPredicate<>("are named by a bare noun") {
            @Override
            public boolean test(JavaClass candidate) {
                String name = outermost(candidate).getSimpleName();
                return SHELL_SUFFIXES.stream().noneMatch(name::endsWith);
            }
        };
    }

    private static JavaClass outermost(JavaClass candidate) {
        JavaClass current = candidate;
        while (current.getEnclosingClass().isPresent()) {
            current = current.getEnclosingClass().get();
        }
        return current;
    }
}
