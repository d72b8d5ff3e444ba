package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.breaker.BreakerStatusPage.Breaker;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Asks an application for its breakers, and keeps what was seen for the game day. */
@ApplicationScoped
class LookAtBreakerCycle implements Look<BreakerCycle> {

    private final BreakerStatusClient statuses;
    private final BreakerCourseRepository courses;

    LookAtBreakerCycle(BreakerStatusClient statuses, BreakerCourseRepository courses) {
        this.statuses = statuses;
        this.courses = courses;
    }

    @Override
    public Class<BreakerCycle> kind() {
        return BreakerCycle.class;
    }

    @Override
    public Observation look(BreakerCycle expected, Situation situation) throws InterruptedException {
        return statuses.page(expected.target()).observe(page -> page.breaker(expected.breaker())
                .map(breaker -> judge(expected, breaker, situation))
                .orElseGet(() -> Observation.unknown(
                        expected.target() + " tells of no breaker " + expected.breaker(),
                        expected.target() + " nennt keinen Breaker " + expected.breaker())));
    }

    private Observation judge(BreakerCycle expected, Breaker breaker, Situation situation) {
        Optional<Instant> ended = situation.fault().flatMap(fault -> Await.of(courses.ended(fault)));
        var course = Await.of(
                courses.seen(situation.gameDay(), expected.target(), expected.breaker(), breaker, situation.now()));
        return expected.judge(course, situation.since(), ended, situation.now());
    }
}
