package io.belastbar.chaos.expectation.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {

    @ParameterizedTest
    @CsvSource({"200,HOLDS", "204,HOLDS", "503,NOT_YET", "302,NOT_YET"})
    void theStatusDecides(int status, Result expected) {
        var probe = probe("status: [200, 204]");

        assertThat(probe.judge(answered(status, "", 10)).result()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "{\"items\":[]},NOT_YET",
        "{\"items\":[{\"n\":1}]},NOT_YET",
        "{\"items\":[{\"n\":2.0}]},HOLDS",
        "{\"items\":[{\"n\":\"2\"}]},NOT_YET",
        "'',NOT_YET",
        "<html>,NOT_YET"
    })
    void aValueOfTheAnswerIsComparedByItsTypeAndAmount(String body, Result expected) {
        var probe = probe("json: $.items[0].n\nequals: 2");

        assertThat(probe.judge(answered(200, body, 10)).result()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"490,HOLDS", "498,UNKNOWN", "504,UNKNOWN", "506,NOT_YET"})
    void aTimeWithinTheErrorOfItsLimitIsUnknown(int millis, Result expected) {
        assertThat(probe("at-most: 500ms").judge(answered(200, "", millis)).result())
                .isEqualTo(expected);
    }

    @Test
    void noAnswerIsNotYetAndNotAskedIsUnknown() {
        var probe = probe("");

        assertThat(probe.judge(new Unanswered("refused", false, Duration.ZERO)).result())
                .isEqualTo(Result.NOT_YET);
        assertThat(probe.judge(new NotAsked("no credential")).result()).isEqualTo(Result.UNKNOWN);
    }

    private static HttpProbe probe(String more) {
        return Parsed.as(HttpProbe.class, "type: http-probe\ntarget: a\nrequest: GET /x\n" + more);
    }

    private static Answered answered(int status, String body, int millis) {
        return new Answered(status, Map.of(), body, Duration.ofMillis(millis));
    }
}
