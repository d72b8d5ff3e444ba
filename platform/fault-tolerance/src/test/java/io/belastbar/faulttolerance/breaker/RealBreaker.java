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

/** SmallRye's own breaker behind an {@link InsurerGuard}; only its timer is simulated. */
public final class RealBreaker implements BreakerListener {
    private final SimulatedTimer timer = new SimulatedTimer();
    private final List<BreakerStatus> transitions = new CopyOnWriteArrayList<>();
    private final Map<CallOutcome, Integer> outcomes = new EnumMap<>(CallOutcome.class);
    private final InsurerGuard guard;

    public RealBreaker(BreakerPolicy policy, ProbeTurnClient turns) {
        var maintenance = new BasicCircuitBreakerMaintenanceImpl();
        var builder = new GuardImpl.BuilderImpl(() -> maintenance, () -> new Simulation(timer));
        guard = new InsurerGuard(policy, builder, maintenance, turns, this, timer);
    }

    public InsurerGuard guard() {
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
    }

    @Override
    public void called(String breaker, CallOutcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** One call that has begun. */
    public static final class Call {
        private volatile UniEmitter<? super String> insurer;
        private final CompletableFuture<String> answer;

        private Call(InsurerGuard guard) {
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
