package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @Test
    void whatNobodyNamedIsMainOnTheDefaultTestbed() {
        assertThat(Origin.of(Map.of("version", "1"))).isEqualTo(Origin.UNNAMED);
        assertThat(Origin.of(Map.of("branch", " ", "testbed", ""))).isEqualTo(Origin.UNNAMED);
        assertThat(Origin.UNNAMED.isMain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "master", "trunk", "refs/heads/main", "origin/master", "refs/remotes/origin/main"})
    void pipelinesNameMainInSeveralWays(String text) {
        assertThat(Origin.branchNamed(text)).isEqualTo("main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature/main", "main-2", "Main", "origin/", "release/1.x", "refs/heads/"})
    void anotherBranchIsNeverTakenForMain(String text) {
        assertThat(Origin.branchNamed(text)).isNotEqualTo("main");
    }

    @Test
    void everyNameOfABranchNamesIt() {
        for (var branch : List.of("main", "feature/x")) {
            assertThat(Origin.namesOf(branch))
                    .contains(branch, "refs/heads/" + branch)
                    .allSatisfy(name -> assertThat(Origin.branchNamed(name)).isEqualTo(branch));
        }
        assertThat(Origin.namesOf("origin/master")).containsExactlyElementsOf(Origin.namesOf("main"));
    }

    @Test
    void branchKeepsItsNameWhoeverNamesIt() {
        assertThat(Origin.of(Map.of("branch", "refs/heads/feature/faster", "testbed", "staging")))
                .isEqualTo(Origin.of(Map.of("branch", "origin/feature/faster", "testbed", " staging ")))
                .isEqualTo(new Origin("feature/faster", "staging"));
    }
}
