package io.belastbar.chaos.expectation.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ToleranceTest {
    private static final Duration TOOK = Duration.ofMillis(3);

    private static Answered answer(int status, String body) {
        return new Answered(status, Map.of("content-type", "application/json", "x-count", "7"), body, TOOK);
    }

    @Test
    void aStatusIsOneOfThoseThatAreGood() {
        Tolerance two = new Tolerance.Statuses(List.of(200, 503));

        assertThat(two.allows(answer(503, ""))).contains(true);
        assertThat(two.allows(answer(201, ""))).as("no range").contains(false);
    }

    @Test
    void aRangeIsOfNumbersAndIncludesItsEnds() {
        Tolerance body = new Tolerance.Range(new BigDecimal("1.5"), new BigDecimal("2"), Part.BODY);

        assertThat(body.allows(answer(200, " 1.50\n"))).contains(true);
        assertThat(body.allows(answer(200, "2.0001"))).contains(false);
        assertThat(body.allows(answer(200, "two"))).contains(false);
        assertThat(new Tolerance.Range(BigDecimal.valueOf(200), BigDecimal.valueOf(299), Part.STATUS)
                        .allows(answer(204, "")))
                .contains(true);
    }

    @Test
    void anExpressionIsFoundAnywhereInThePart() {
        Tolerance up = new Tolerance.Regex(Pattern.compile("\"status\":\\s*\"UP\""), Part.BODY);

        assertThat(up.allows(answer(200, "{\"a\":1,\"status\": \"UP\"}"))).contains(true);
        assertThat(up.allows(answer(200, "{\"status\":\"DOWN\"}"))).contains(false);
        assertThat(new Tolerance.Regex(Pattern.compile("x-count\":\"7"), Part.HEADERS).allows(answer(200, "")))
                .contains(true);
    }

    @Test
    void anExpressionThatNeverEndsIsUnknownAndNotGood() {
        var probe = new ToleratedProbe(
                new Question("shop", "GET", "/", Map.of(), Optional.empty(), Optional.empty(), TOOK),
                new Tolerance.Regex(Pattern.compile("(x+x+)+\\1y"), Part.BODY));

        assertThat(probe.judge(answer(200, "x".repeat(60))).result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void valuesAtAPathAreThoseExpectedInTheirOrder() {
        String body = "{\"items\":[{\"n\":1},{\"n\":2.0}]}";
        var values = List.<JsonNode>of(IntNode.valueOf(1), IntNode.valueOf(2));

        assertThat(path("$.items[*].n", Optional.empty(), Optional.of(values)).allows(answer(200, body)))
                .contains(true);
        assertThat(path("$.items[*].n", Optional.empty(), Optional.of(values.reversed()))
                        .allows(answer(200, body)))
                .contains(false);
        assertThat(path("$.items[*].n", Optional.empty(), Optional.of(values.subList(0, 1)))
                        .allows(answer(200, body)))
                .contains(false);
        assertThat(path("$.items[*]", Optional.of(2), Optional.empty()).allows(answer(200, body)))
                .contains(true);
        assertThat(path("$.items[*]", Optional.of(3), Optional.empty()).allows(answer(200, body)))
                .contains(false);
        assertThat(path("$.nothing", Optional.empty(), Optional.empty()).allows(answer(200, body)))
                .contains(false);
        assertThat(path("$.items", Optional.empty(), Optional.empty()).allows(answer(200, "no JSON")))
                .contains(false);
    }

    @Test
    void withoutATargetThePathBeginsAtTheWholeAnswer() {
        Tolerance status = new Tolerance.JsonPath(
                "$.body.state", Optional.empty(), Optional.of(List.of(TextNode.valueOf("open"))), Part.ALL);

        assertThat(status.allows(answer(200, "{\"state\":\"open\"}"))).contains(true);
        assertThat(status.allows(answer(200, "{\"state\":\"shut\"}"))).contains(false);
    }

    @Test
    void whatDoesNotAnswerIsNotGoodYetAndWhatIsNotAskedIsUnknown() {
        var probe = new ToleratedProbe(
                new Question("shop", "GET", "", Map.of(), Optional.empty(), Optional.of("key"), TOOK),
                new Tolerance.Anything());

        assertThat(probe.judge(new HttpReading.Unanswered("refused", false, TOOK))
                        .result())
                .isEqualTo(Result.NOT_YET);
        assertThat(probe.judge(new HttpReading.NotAsked("no credential")).result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(probe.judge(answer(500, "")).result()).isEqualTo(Result.HOLDS);
        assertThat(probe.credentials()).containsExactly("key");
        assertThat(probe.sentence().german()).contains("GET / (shop)");
    }

    private static Tolerance path(String path, Optional<Integer> count, Optional<List<JsonNode>> expected) {
        return new Tolerance.JsonPath(path, count, expected, Part.BODY);
    }
}
