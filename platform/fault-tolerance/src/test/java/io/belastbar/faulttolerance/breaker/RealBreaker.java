package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.GuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/**
 * SmallRye's own breaker behind a {@link BreakerGuard}; only its timer is simulated. SmallRye's public interface takes no
 * timer, hence the inner classes: what they do is looked at through the public one only.
 */
public final class RealBreaker implements BreakerListener {
    private final SimulatedTimer timer = new SimulatedTimer();
    private final List<BreakerStatus> transitions = new CopyOnWriteArrayList<>();
    private final Map<CallOutcome, Integer> outcomes = new EnumMap<>(CallOutcome.class);
    private final BasicCircuitBreakerMaintenanceImpl maintenance = new BasicCircuitBreakerMaintenanceImpl();
    private final List<BreakerListener> others;
    private final BreakerGuard guard;

    public RealBreaker(BreakerPolicy policy, BreakerListener... others) {
        this.others = List.of(others);
        var builder = new GuardImpl.BuilderImpl(() -> maintenance, () -> new Simulation(timer));
        guard = new BreakerGuard(policy, builder, maintenance, this, new TimeSource(timer, timer::nanos));
    }

    public BreakerGuard guard() {
        return guard;
    }

    public SimulatedTimer clock() {
        return timer;
    }

    public void advance(Duration step) {
        timer.advance(step);
    }

    public BreakerStatus status() {
        return guard.snapshot().status();
    }

    public void reset() {
        maintenance.reset(guard.policy().name());
    }

    public List<BreakerStatus> transitions() {
        return transitions;
    }

    public int outcomes(CallOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** Calls an insurer whose answer the test gives later. */
    public Call start() {
        return new Call(guard);
    }

    /** Fails calls until the breaker is open. */
    public void open() {
        for (int i = 0; i < guard.policy().failureThreshold(); i++) {
            start().fail();
        }
    }

    @Override
    public void transitioned(BreakerStatus from, BreakerSnapshot now) {
        transitions.add(now.status());
        others.forEach(other -> other.transitioned(from, now));
    }

    @Override
    public void called(String breaker, CallOutcome outcome, Duration took) {
        outcomes.merge(outcome, 1, Integer::sum);
        others.forEach(other -> other.called(breaker, outcome, took));
    }

    /** One call that has begun. */
    public static final class Call {
        private volatile UniEmitter<? super String> insurer;
        private final CompletableFuture<String> answer;

        private Call(BreakerGuard guard) {
            answer = guard.call(() -> Uni.createFrom().<String>emitter(emitter -> insurer = emitter))
                    .subscribeAsCompletionStage();
        }

        public boolean reachedTheInsurer() {
            return insurer != null;
        }

        public boolean ended() {
            return answer.isDone();
        }

        public CompletableFuture<String> answer() {
            return answer;
        }

        public void succeed() {
            insurer.complete("quote");
        }

        public void fail() {
            insurer.fail(new IllegalStateException("insurer answered 500"));
        }

        /** The caller goes away; the insurer does not know. */
        public void cancel() {
            answer.cancel(false);
        }

        public void refuse() {
            insurer.fail(new BadRequest());
        }
    }

    /** The insurer says that the request was wrong. */
    public static final class BadRequest extends RuntimeException implements NotAFailure {}

    private record Simulation(Timer timer) implements BuilderLazyDependencies {
        @Override
        public boolean ftEnabled() {
            return true;
        }

        @Override
        public ExecutorService asyncExecutor() {
            return ForkJoinPool.commonPool();
        }

        @Override
        public EventLoop eventLoop() {
            return EventLoop.get();
        }

        @Override
        public MetricsProvider metricsProvider() {
            return new MetricsProvider() {
                @Override
                public boolean isEnabled() {
                    return false;
                }

                @Override
                public MetricsRecorder create(MeteredOperation operation) {
                    throw new UnsupportedOperationException("metrics are off");
                }
            };
        }
    }
}
