package io.belastbar.chaos.expectation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final String FALLBACKS = """
            type: answers
            target: a
            request: GET /x
            only:
              - { status: 200, json: $.stale, equals: true, seen: true }
              - { status: 503, header: retry-after }
            """;

    private static final Answered STALE = new Answered(200, Map.of(), "{\"stale\":true}", Duration.ZERO);
    private static final Answered FRESH = new Answered(200, Map.of(), "{\"stale\":false}", Duration.ZERO);
    private static final Answered LATER = new Answered(503, Map.of("retry-after", "3"), "", Duration.ZERO);
    private static final Answered BARE = new Answered(503, Map.of(), "", Duration.ZERO);

    @Test
    void answersOfTheGivenKindsHold() {
        assertThat(judge(STALE, LATER, STALE)).isEqualTo(Result.HOLDS);
    }

    @Test
    void oneAnswerOfAnotherKindViolates() {
        assertThat(judge(STALE, BARE)).isEqualTo(Result.VIOLATED);
        assertThat(judge(STALE, FRESH)).isEqualTo(Result.VIOLATED);
        assertThat(judge(STALE, new Unanswered("slow", true, Duration.ZERO))).isEqualTo(Result.VIOLATED);
    }

    @Test
    void aKindThatMustBeSeenIsWaitedFor() {
        assertThat(judge(LATER, LATER)).isEqualTo(Result.NOT_YET);
    }

    @Test
    void whatCouldNotBeAskedIsUnknown() {
        assertThat(judge(STALE, new NotAsked("no credential"))).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void silenceMayBeOneOfTheWays() {
        var expected = Parsed.as(
                Answers.class, "type: answers\ntarget: a\nrequest: GET /x\nsilence: true\nonly: [ { status: 200 } ]");

        assertThat(expected.judge(List.of(new Unanswered("refused", false, Duration.ZERO)))
                        .result())
                .isEqualTo(Result.HOLDS);
    }

    private static Result judge(HttpReading... readings) {
        return Parsed.as(Answers.class, FALLBACKS).judge(List.of(readings)).result();
    }
}
