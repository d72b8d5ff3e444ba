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
                .isEqualTo(new ScheduleSettings("0 2 * * *", ZoneId.of("Europe/Berlin"), true, false));
        assertThat(parse("{\"cron\":\"0 2 * * *\",\"enabled\":false}"))
                .isEqualTo(new ScheduleSettings("0 2 * * *", ZoneId.of("UTC"), false, false));
    }

    @Test
    void aScheduleCanAskForTheBudget() {
        assertThat(parse("{\"cron\":\"0 2 * * *\",\"budget\":true}").budget()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "@daily,0 0 * * *",
        "@Midnight,0 0 * * *",
        "' @hourly ',0 * * * *",
        "@weekly,0 0 * * 0",
        "@monthly,0 0 1 * *",
        "@yearly,0 0 1 1 *",
        "@annually,0 0 1 1 *",
        "*/15 * * * *,*/15 * * * *"
    })
    void namedTimesAreTheirFiveFields(String cron, String fields) {
        assertThat(parse("{\"cron\":\"" + cron + "\"}").cron()).isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource({"*/7,56,4 apart", "0-59/8,56,4 apart", "*/35,35,25 apart", "*/59,59,1 apart", "*/9,54,6 apart"})
    void aStepThatDoesNotDivideTheHourIsExplained(String step, int last, String apart) {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> ScheduleSettings.parse("{\"cron\":\"" + step + " * * * *\"}", Duration.ofMinutes(30), NOON));

        assertThat(refused.errors().getFirst().rule()).contains(apart, "minute " + last + " is followed by minute 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"cron":"0 25 * * *"}                          | /cron     | must have five fields             | 0 25 * * *
            {"cron":"0 2 * *"}                             | /cron     | must have five fields             | 0 2 * *
            {"cron":"@reboot"}                             | /cron     | or be one of @annually, @daily    | @reboot
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
