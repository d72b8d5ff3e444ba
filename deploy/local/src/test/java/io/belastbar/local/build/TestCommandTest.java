package io.belastbar.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestCommandTest {

    @Test
    void modulesAreTestedSideBySideUnlessSaidOtherwise() {
        assertThat(TestCommand.command(null, List.of("-pl", "budget-service")))
                .containsSequence("verify", "-T3", "-pl");
        assertThat(TestCommand.command(null, List.of("-T1"))).contains("-T1").doesNotContain("-T3");
        assertThat(TestCommand.command(null, List.of("--threads", "1"))).doesNotContain("-T3");
    }

    @Test
    void proofsAreRunOneByOne() {
        assertThat(TestCommand.command("proofs", List.of())).endsWith("verify", "-Pproofs");
    }
}
