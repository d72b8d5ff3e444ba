package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * The contract: after any sequence of calls that begin, succeed, fail, time out, overlap or lose their caller, of time
 * that passes and of wall clocks that are set, the model and SmallRye's breaker agree on state, count, next retry and on
 * which calls were admitted.
 */
class ModelAndSmallRyeTest {
    /** Far more than a try takes: SmallRye also looks at the real clock. */
    private static final Duration TICK = Duration.ofMinutes(5);

    private static final Set<BreakerStatus> REACHED = new HashSet<>();

    enum Step {
        BEGIN,
        SUCCEED,
        FAIL,
        ANSWER_BAD_REQUEST,
        CALLER_LEAVES,
        CLOCK_IS_SET,
        TICK
    }

    @Property(tries = 1_000)
    void theyAgreeAfterEveryStep(@ForAll("policies") BreakerPolicy policy, @ForAll("steps") List<Step> steps) {
        var run = new Run(policy);

        for (Step step : steps) {
            run.take(step);
            run.compare();
        }

        REACHED.addAll(run.real.transitions());
        Statistics.label("states reached").collect(new HashSet<>(run.real.transitions()));
    }

    @AfterContainer
    static void everyStateWasReached() {
        assertThat(REACHED).containsExactlyInAnyOrder(BreakerStatus.values());
    }

    @Provide
    Arbitrary<BreakerPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 3))
                .as((threshold, timeout, delay, successes) -> new BreakerPolicy(
                        "versicherer-api", threshold, TICK.multipliedBy(timeout), TICK.multipliedBy(delay), successes));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(6, Step.BEGIN),
                        net.jqwik.api.Tuple.of(2, Step.SUCCEED),
                        net.jqwik.api.Tuple.of(4, Step.FAIL),
                        net.jqwik.api.Tuple.of(1, Step.ANSWER_BAD_REQUEST),
                        net.jqwik.api.Tuple.of(2, Step.CALLER_LEAVES),
                        net.jqwik.api.Tuple.of(1, Step.CLOCK_IS_SET),
                        net.jqwik.api.Tuple.of(3, Step.TICK))
                .list()
                .ofMaxSize(120);
    }

    /** A call on both sides. */
    private record Pending(RealBreaker.Call call, long era, Instant deadline) {}

    private static final class Run {
        private final BreakerPolicy policy;
        private final RealBreaker real;
        private final List<Pending> pending = new ArrayList<>();
        private BreakerModel model;
        private Instant now = Instant.EPOCH;
        private Duration clockIsAhead;

        private Run(BreakerPolicy policy) {
            this.policy = policy;
            this.real = new RealBreaker(policy);
            this.model = BreakerModel.closed(policy);
            this.clockIsAhead = Duration.between(now, real.clock().instant());
        }

        private void take(Step step) {
            switch (step) {
                case BEGIN -> begin();
                case SUCCEED -> end(true, RealBreaker.Call::succeed);
                case FAIL -> end(false, RealBreaker.Call::fail);
                case ANSWER_BAD_REQUEST -> end(true, RealBreaker.Call::refuse);
                case CALLER_LEAVES -> leave();
                case CLOCK_IS_SET -> setClock(Duration.ofHours(-1));
                case TICK -> tick();
            }
        }

        private void begin() {
            BreakerModel.Admission admission = model.admit(now);
            RealBreaker.Call call = real.start();

            model = admission.next();
            assertThat(call.reachedTheInsurer()).isEqualTo(admission.admitted());
            if (admission.admitted()) {
                pending.add(new Pending(call, model.era(), now.plus(policy.timeout())));
            } else {
                assertThat(call.answer()).isCompletedExceptionally();
            }
        }

        private void end(boolean success, java.util.function.Consumer<RealBreaker.Call> how) {
            if (pending.isEmpty()) {
                return;
            }
            Pending call = pending.remove(pending.size() / 2);
            how.accept(call.call());
            model = model.ended(call.era(), success, now);
        }

        private void leave() {
            if (!pending.isEmpty()) {
                pending.get(pending.size() / 2).call().cancel();
            }
        }

        private void setClock(Duration forward) {
            real.clock().setWallClock(forward);
            clockIsAhead = clockIsAhead.plus(forward);
        }

        private void tick() {
            now = now.plus(TICK);
            real.advance(TICK);
            model = model.at(now);
            for (Pending call : List.copyOf(pending)) {
                if (!call.deadline().isAfter(now)) {
                    pending.remove(call);
                    model = model.ended(call.era(), false, now);
                    assertThat(call.call().ended()).isTrue();
                }
            }
        }

        private void compare() {
            Instant retryAt = model.nextRetryAt();
            assertThat(real.guard().snapshot())
                    .isEqualTo(new BreakerSnapshot(
                            policy.name(),
                            model.status(),
                            model.failureCount(),
                            policy.failureThreshold(),
                            retryAt == null ? null : retryAt.plus(clockIsAhead)));
        }
    }
}
