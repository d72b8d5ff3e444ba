package io.belastbar.loadtest.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSettingsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aScheduleIsEnabledUnlessItSaysOtherwise() {
        assertThat(parse("{\"cron\":\"0 2 * * *\",\"timeZone\":\"Europe/Berlin\"}"))
                .isEqualTo(new ScheduleSettings("0 2 * * *", ZoneId.of("Europe/Berlin"), true));
        assertThat(parse("{\"cron\":\"0 2 * * *\",\"enabled\":false}"))
                .isEqualTo(new ScheduleSettings("0 2 * * *", ZoneId.of("UTC"), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"cron":"0 25 * * *"}                          | /cron     | must have five fields             | 0 25 * * *
            {"cron":"0 2 * *"}                             | /cron     | must have five fields             | 0 2 * *
            {"cron":"0 0 30 2 *"}                          | /cron     | never does                        | 0 0 30 2 *
            {"cron":"*/4 * * * *"}                         | /cron     | must leave 5 minutes between      | */4 * * * *
            {"cron":"0 2 * * *","timeZone":"Europe/Bonn"}  | /timeZone | of the IANA database              | Europe/Bonn
            {"cron":"0 2 * * *","timeZone":"+01:00"}       | /timeZone | of the IANA database              | +01:00
            {"cron":"0 2 * * *","enabled":"sometimes"}     | /enabled  | must be true or false             | sometimes
            {"cron":"0 2 * * *","zone":"UTC"}              | /zone     | unknown key                       | zone
            """)
    void aFaultNamesItsPlaceItsRuleAndTheValue(String body, String pointer, String rule, String received) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> parse(body));

        assertThat(refused.errors()).hasSize(1);
        ProblemError fault = refused.errors().getFirst();
        assertThat(fault.pointer()).isEqualTo(pointer);
        assertThat(fault.rule()).contains(rule);
        assertThat(fault.received()).isEqualTo(received);
    }

    private static ScheduleSettings parse(String body) {
        return ScheduleSettings.parse(body, Duration.ofMinutes(5), NOON);
    }
}
