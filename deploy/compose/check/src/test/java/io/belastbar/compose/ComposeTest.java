package io.belastbar.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.rule.Rules;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import org.junit.jupiter.api.Test;

/** The file as it is. */
class ComposeTest {
    private static final ComposeFile FILE = ComposeFile.read();

    @Test
    void noRuleIsBroken() {
        assertThat(Rules.faults(FILE)).isEmpty();
    }

    @Test
    void everyServiceOfTheListRunsAtItsPortAndMigratesBefore() {
        var names = FILE.services().stream().map(ComposeService::name).toList();

        for (ListedService service : Services.all()) {
            assertThat(names).contains(service.module(), service.name() + "-migrations");
            assertThat(FILE.at("/services/" + service.module() + "/ports/0").asText())
                    .isEqualTo("127.0.0.1:%1$d:%1$d".formatted(service.port()));
        }
        assertThat(names).contains("dashboard", "cli", "postgresql", "kafka", "redis", "prometheus", "grafana");
    }

    @Test
    void anObjectsOwnKeysAreAboveThoseOfItsAnchor() {
        var parsed = ComposeFile.parse("""
                x-base: &base {restart: always, user: "1"}
                services:
                  own:
                    <<: *base
                    restart: "no"
                  other: {<<: *base}
                """);

        assertThat(parsed.at("/services/own/restart").asText()).isEqualTo("no");
        assertThat(parsed.at("/services/own/user").asText()).isEqualTo("1");
        assertThat(parsed.at("/services/other/restart").asText()).isEqualTo("always");
        assertThat(parsed.line("/services/own/restart")).isEqualTo(5);
        assertThat(parsed.line("/services/own/user")).isEqualTo(1);
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> ComposeFile.parse("services:\n  one: {user: a, user: b}\n"))
                .hasMessage("line 2: user should stand once");
    }
}
