package io.belastbar.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import org.junit.jupiter.api.Test;

class DemoExitCodeTest {
    @Test
    void violatedBudgetIs99() {
        assertThat(DemoCommand.exitCode("FAIL")).isEqualTo(99);
    }

    @Test
    void onlyPassAndWarnKeepThePromise() {
        assertThat(DemoCommand.exitCode("PASS")).isZero();
        assertThat(DemoCommand.exitCode("WARN")).isZero();
        assertThat(DemoCommand.exitCode("INCONCLUSIVE")).isEqualTo(105);
        assertThat(DemoCommand.exitCode("NO_DATA")).isEqualTo(105);
    }

    @Test
    void unknownVerdictIsNotAPass() {
        assertThatThrownBy(() -> DemoCommand.exitCode("GREAT")).isInstanceOf(CommandFailure.class);
    }
}
