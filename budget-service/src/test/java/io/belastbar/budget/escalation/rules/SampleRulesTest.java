package io.belastbar.budget.escalation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleRulesTest {
    private static final Path RULES = Path.of("../examples/smartbav/game-days/escalation-rules.yml");

    @Test
    void theRulesOfGameDaysAreRules() throws IOException {
        assertThat(EscalationRulesParser.parse(Files.readString(RULES)).rules()).hasSize(2);
    }
}
