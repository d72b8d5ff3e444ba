package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.function.Function;

/** Reads the page of breakers of a registered target. Blocks: for virtual threads. */
@ApplicationScoped
class BreakerStatusClient {

    private final TargetClient targets;
    private final ChaosConfig config;

    BreakerStatusClient(TargetClient targets, ChaosConfig config) {
        this.targets = targets;
        this.config = config;
    }

    /** A page, or why there is none. */
    sealed interface Answer {
        Observation observe(Function<BreakerStatusPage, Observation> judge);
    }

    private record Page(BreakerStatusPage page) implements Answer {
        @Override
        public Observation observe(Function<BreakerStatusPage, Observation> judge) {
            return judge.apply(page);
        }
    }

    private record NoPage(Observation why) implements Answer {
        @Override
        public Observation observe(Function<BreakerStatusPage, Observation> judge) {
            return why;
        }
    }

    Answer page(String target) throws InterruptedException {
        try {
            var answer = targets.send(
                    target, null, HttpCall.get(BreakerStatusPage.PATH).within(config.controlTimeout()));
            if (!answer.isSuccess()) {
                return new NoPage(Observation.noAnswer(target, "status " + answer.status()));
            }
            return BreakerStatusPage.read(answer.text())
                    .<Answer>map(Page::new)
                    .orElseGet(() -> new NoPage(Observation.unknown(
                            target + " answered something else than its breakers",
                            target + " hat etwas anderes als seine Breaker geantwortet")));
        } catch (IOException away) {
            return new NoPage(Observation.noAnswer(target, away.getMessage()));
        } catch (TargetNotAllowed unknown) {
            return new NoPage(Observation.unknown(unknown.getMessage(), unknown.getMessage()));
        }
    }
}
