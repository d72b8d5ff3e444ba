package io.belastbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules read what they judge from the root pom: what it leaves out, or a pom lets through, no rule would see. */
class HouseTest {
    /** One builds without the root pom, for versions that are not ours; one is run once an image, after everything was packaged. */
    private static final Set<String> OUTSIDE = Set.of("benchmarks/hyperfoil", "deploy/images");

    private static final String FRAMEWORK = "<framework>true</framework>";

    @Test
    void everyFolderWithAPomIsAModuleOfTheRoot() throws Exception {
        var folders = new TreeSet<>(House.foldersWithPom());
        folders.removeAll(OUTSIDE);

        assertThat(House.MODULES).containsExactlyInAnyOrderElementsOf(folders).hasSizeGreaterThan(20);
    }

    @Test
    void theListOfServicesHasEveryServiceAmongTheModulesAndNoOther() throws Exception {
        var listed = Services.all().stream().map(ListedService::module).toList();

        assertThat(House.MODULES.stream().filter(House::isService)).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(listed).allSatisfy(service -> assertThat(House.pom("system-tests"))
                .as("what must be built before the system tests")
                .contains("<artifactId>" + service + "</artifactId>"));
    }

    /** Its defaults are the frame's: what a service's own file repeats would hide a change there. */
    @Test
    void aServiceRepeatsNoDefaultProperty() throws Exception {
        var defaults = House.properties("platform/service/defaults", "META-INF/microprofile-config.properties");
        assertThat(defaults).hasSizeGreaterThan(20);
        for (ListedService service : Services.all()) {
            var own = House.properties(service.module(), "application.properties");
            assertThat(own).containsEntry("belastbar.service", service.name());
            defaults.forEach((key, value) ->
                    assertThat(own.get(key)).as(service.name() + " " + key).isNotEqualTo(value));
        }
    }

    @Test
    void noPomOfAPureModuleAsksForAFramework() throws Exception {
        var pure = House.MODULES.stream().filter(House::isPure).toList();

        assertThat(pure).contains("engines/load", "engines/change-detection", "platform/document", "platform/report");
        for (String module : pure) {
            assertThat(House.pom(module))
                    .as("the pom of " + module)
                    .contains("<artifactId>belastbar</artifactId>", "<relativePath>../../pom.xml</relativePath>")
                    .doesNotContain("<framework>", "maven-enforcer-plugin");
        }
    }

    @Test
    void theRootPomRefusesFrameworksUnlessAModuleAsksForThem() throws Exception {
        assertThat(House.pom("."))
                .contains("<framework>false</framework>", "<skip>${framework}</skip>")
                .doesNotContain(FRAMEWORK);
        for (String refused : List.of("io.quarkus*:*", "jakarta.*:*", "io.vertx:*", "io.smallrye*:*")) {
            assertThat(House.pom(".")).contains("<exclude>" + refused);
        }
    }
}
