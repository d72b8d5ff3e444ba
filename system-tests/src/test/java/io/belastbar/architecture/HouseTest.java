package io.belastbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules read what they judge from the root pom: what it leaves out, or a pom lets through, no rule would see. */
class HouseTest {
    /** Builds on purpose without the root pom, for versions that are not ours. */
    private static final Set<String> OUTSIDE = Set.of("benchmarks/hyperfoil");

    private static final String FRAMEWORK = "<framework>true</framework>";

    @Test
    void everyFolderWithAPomIsAModuleOfTheRoot() throws Exception {
        var folders = new TreeSet<>(House.foldersWithPom());
        folders.removeAll(OUTSIDE);

        assertThat(House.MODULES).containsExactlyInAnyOrderElementsOf(folders).hasSizeGreaterThan(20);
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
