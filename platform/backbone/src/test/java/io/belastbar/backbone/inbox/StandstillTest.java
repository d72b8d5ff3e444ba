package io.belastbar.backbone.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.inbox.LaneProgress.Work;
import io.belastbar.backbone.inbox.Standstill.Dependency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandstillTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** nanoTime may be anything, and wraps. */
    private static final long START = Long.MAX_VALUE - Duration.ofMinutes(7).toNanos();

    private static final Dependency ANSWERS = new Dependency(true, START);

    @Test
    void aLaneThatStandsStillThoughEverythingAnswersIsRedAndSaysWhy() {
        Work stuck = new Work("topic=belastbar.findings partition=4 offset=77", at(1), "canceling: lock timeout");

        assertThat(reason(stuck, ANSWERS, ANSWERS, at(7))).hasValueSatisfying(reason -> assertThat(reason)
                .contains("360 s", "topic=belastbar.findings partition=4 offset=77", "lock timeout"));
    }

    @Test
    void aLaneThatGetsOnIsNot() {
        assertThat(reason(new Work("a batch", at(3), null), ANSWERS, ANSWERS, at(7)))
                .isEmpty();
        assertThat(Standstill.reason(List.of(), ANSWERS, ANSWERS, at(60), LIMIT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 60, 6_000})
    void whileADependencyIsAwayOrHangsStandingStillIsRight(int minutes) {
        Work stuck = new Work("a batch", at(1), null);
        Dependency away = new Dependency(false, at(1));

        assertThat(reason(stuck, away, ANSWERS, at(minutes))).isEmpty();
        assertThat(reason(stuck, ANSWERS, away, at(minutes))).isEmpty();
        assertThat(reason(stuck, away, away, at(minutes))).isEmpty();
    }

    @Test
    void afterAnOutageALaneHasTheWholeTimeAgain() {
        Work stuck = new Work("a batch", at(1), null);
        Dependency backAgain = new Dependency(false, at(1)).asked(true, at(40));

        assertThat(reason(stuck, backAgain, ANSWERS, at(44))).isEmpty();
        assertThat(reason(stuck, ANSWERS, backAgain, at(44))).isEmpty();
        assertThat(reason(stuck, backAgain, ANSWERS, at(46))).isPresent();
    }

    @Test
    void beingAskedAgainWithTheSameAnswerIsNoChange() {
        assertThat(ANSWERS.asked(true, at(9))).isEqualTo(ANSWERS);
        assertThat(ANSWERS.asked(false, at(9))).isEqualTo(new Dependency(false, at(9)));
    }

    @Test
    void aLaneKeepsItsBeginThroughTroubleAndLosesItWithTheNextMessage() {
        LaneProgress progress = new LaneProgress();

        progress.begin("first", at(1));
        progress.trouble("refused");
        assertThat(progress.work()).contains(new Work("first", at(1), "refused"));

        progress.begin("second", at(2));
        assertThat(progress.work()).contains(new Work("second", at(2), null));
        progress.end();
        progress.trouble("too late");
        assertThat(progress.work()).isEmpty();
    }

    private static Optional<String> reason(Work lane, Dependency database, Dependency kafka, long now) {
        return Standstill.reason(List.of(lane), database, kafka, now, LIMIT);
    }

    private static long at(int minutes) {
        return START + Duration.ofMinutes(minutes).toNanos();
    }
}
