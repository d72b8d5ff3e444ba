package io.belastbar.local.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForecastCommandTest {
    private static final String ASKED = "GET /api/v1/systems/shop/projections?limit=200";
    private static final String NEAR = projection("connection_count", "EXPECTED", 59);
    private static final String FAR = projection("database.size\\u001b[31m", "EXPECTED", 60);

    @TempDir
    Path folder;

    private PlayedCapacity capacity;

    private static String projection(String metric, String status, int daysLeft) {
        return """
                {"metric":"%s","unit":"connections","ageHours":49,"until":"9028-01-01T12:00:00Z",
                 "current":{"at":"2027-01-20T07:00:00Z","value":96.04},"slopePerDay":0.5,
                 "method":{"reason":{"english":"Theta won 4 of 5 folds","german":"Theta gewann 4 von 5 Abschnitten"}},
                 "limits":[{"value":150,"unit":"connections","status":"%s","p10":"9027-03-03T12:00:00Z",
                            "p50":"9027-03-14T12:00:00Z","daysLeft":%d}],
                 "remarks":[{"kind":"gaps","text":{"english":"3 values are missing","german":"3 Werte fehlen"}}]}""".formatted(metric, status, daysLeft);
    }

    @BeforeEach
    void start() throws IOException {
        capacity = new PlayedCapacity(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        capacity.close();
    }

    @Test
    void aLimitThatIsReachedWithinSixtyDaysIsTheExitCode() {
        capacity.reply(ASKED, "{\"items\":[" + NEAR + "]}");

        Printed printed = command("--lang", "de");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(99);
        assertThat(printed.text().lines().toList())
                .anySatisfy(line -> assertThat(line).startsWith("Metrik").contains("jetzt", "P10", "P50", "P90"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("connection_count")
                        .contains("96 connections", "+0,5", "150 connections", "9027-03-03", "9027-03-14")
                        .endsWith("> 9028-01-01"))
                .contains(
                        "connection_count: Theta gewann 4 von 5 Abschnitten",
                        "connection_count: 3 Werte fehlen",
                        "connection_count: diese Prognose ist 49 Stunden alt");
    }

    @Test
    void aLimitInSixtyDaysPassesEveryPageIsReadAndTheFileKeepsAll() throws IOException {
        capacity.reply(ASKED + "&metric=a%26b&horizon=P90D", "{\"items\":[" + FAR + "],\"nextCursor\":\"x=\"}");
        capacity.reply(
                ASKED + "&metric=a%26b&horizon=P90D&cursor=x%3D",
                "{\"items\":[" + projection("redis.memory", "NOT_WITHIN", 70) + "]}");
        Path file = folder.resolve("limits.json");

        Printed printed = command("--metric", "a&b", "--horizon", "P90D", "--out", "json=" + file);

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text())
                .contains("database.size?[31m", "redis.memory")
                .doesNotContain("\u001b");
        assertThat(Files.readString(file)).contains("\"daysLeft\" : 60", "redis.memory");
    }

    @Test
    void oneThatIsReachedFailsAndWithoutForecastsTheNextCommandIsNamed() {
        capacity.reply(ASKED, "{\"items\":[" + projection("a", "REACHED", 0) + "]}");
        assertThat(command().exitCode()).isEqualTo(99);
        assertThat(command().text()).contains("reached since");

        capacity.reply(ASKED, "{\"items\":[],\"next\":\"POST /api/v1/systems/shop/capacity-analysis\"}");
        Printed printed = command();

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("no forecast of shop", "belastbar forecast --system shop --now");
        assertThat(command("--metric", "a").text()).contains("no forecast of a of shop");
    }

    @Test
    void analysesFirstWhenAskedTo() {
        capacity.replyAt(
                "POST /api/v1/systems/shop/capacity-analysis", "/api/v1/systems/shop/capacity-analysis/7", "{}");
        capacity.reply("GET /api/v1/systems/shop/capacity-analysis/7", "{\"id\":\"7\"}");
        capacity.reply(ASKED, "{\"items\":[" + NEAR + "]}");

        assertThat(command("--now").exitCode()).isEqualTo(99);
        assertThat(capacity.received)
                .containsExactly(
                        "POST /api/v1/systems/shop/capacity-analysis",
                        "GET /api/v1/systems/shop/capacity-analysis/7",
                        ASKED);

        capacity.reply("GET /api/v1/systems/shop/capacity-analysis/7", "{\"state\":\"FAILED\"}");
        Printed failed = command("--now");
        assertThat(failed.exitCode()).isEqualTo(105);
        assertThat(failed.text()).contains("the analysis failed");
    }

    @Test
    void badInputAndAServiceThatIsAwayHaveTheirExitCodes() {
        capacity.reply(
                ASKED + "&horizon=soon",
                "{\"errors\":[{\"pointer\":\"horizon\",\"rule\":\"is a period\",\"received\":\"soon\"}]}");
        capacity.refuse(400);
        Printed bad = command("--horizon", "soon");
        assertThat(bad.exitCode()).isEqualTo(104);
        assertThat(bad.text()).contains("--horizon is a period: was soon");
        assertThat(command("--out", "limits.csv").exitCode()).isEqualTo(104);

        capacity.refuse(503);
        assertThat(command().exitCode()).isEqualTo(105);
        capacity.close();
        Printed away = command();
        assertThat(away.exitCode()).isEqualTo(105);
        assertThat(away.text()).contains("belastbar status");
    }

    private Printed command(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "forecast", "--system", "shop", "--home", folder.resolve("home").toString()));
        arguments.addAll(List.of(more));
        return Printed.by(arguments.toArray(String[]::new));
    }
}
