package io.belastbar.faulttolerance.fleet;

import io.belastbar.contracts.BreakerStatus;
import io.belastbar.faulttolerance.breaker.BreakerPolicy;
import io.belastbar.faulttolerance.breaker.ProbeTurnClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One instance of the fleet probes at a time: {@code SET NX PX} on one key a breaker.
 *
 * <p>The lease outlives a call's timeout, so a holder that dies frees it soon. After success it is given back at once;
 * after failure it stays taken for one open delay, so that a failed probe speaks for all, and another instance has the
 * next turn. Without Redis every instance probes for itself.
 */
public class ProbeLeaseRepository implements ProbeTurnClient {
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final String COOLING_DOWN = "cooling-down";

    private static final String GIVE_BACK =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    private static final String COOL_DOWN = "if redis.call('GET', KEYS[1]) == ARGV[1] then"
            + " redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1 end return 0";

    private final RedisAPI redis;
    private final String instance;
    private final Duration timeout;
    private final Duration retry;
    private final InstantSource clock;
    private final ConcurrentMap<String, ProbeTurn> turns = new ConcurrentHashMap<>();

    public ProbeLeaseRepository(
            RedisAPI redis, String instance, Duration timeout, Duration retry, InstantSource clock) {
        this.redis = redis;
        this.instance = instance;
        this.timeout = timeout;
        this.retry = retry;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> take(BreakerPolicy policy) {
        ProbeTurn turn = turn(policy);
        return switch (turn.ask(clock.instant())) {
            case MINE -> Uni.createFrom().item(true);
            case NOT_MINE -> Uni.createFrom().item(false);
            case UNKNOWN -> lease(policy, turn);
        };
    }

    @Override
    public void settled(BreakerPolicy policy, BreakerStatus to) {
        turn(policy).forget();
        Uni<Response> command = to == BreakerStatus.CLOSED
                ? redis.eval(List.of(GIVE_BACK, "1", key(policy), instance))
                : redis.eval(List.of(COOL_DOWN, "1", key(policy), instance, COOLING_DOWN, millis(policy.openDelay())));
        // Whether it arrives does not matter: the lease ends by itself.
        command.ifNoItem().after(timeout).fail().onFailure().recoverWithNull().subscribeAsCompletionStage();
    }

    private Uni<Boolean> lease(BreakerPolicy policy, ProbeTurn turn) {
        Duration length = policy.timeout().plus(MARGIN);
        List<String> setIfAbsent = List.of(key(policy), instance, "NX", "GET", "PX", millis(length));
        return redis.set(setIfAbsent)
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(holder -> holder == null || holder.toString().equals(instance))
                .onItemOrFailure()
                .transform((granted, failure) -> settle(turn, granted, failure, length));
    }

    /** Redis away: this instance decides alone, as it would without a fleet. */
    private boolean settle(ProbeTurn turn, Boolean granted, Throwable failure, Duration length) {
        if (failure != null) {
            turn.forget();
            return true;
        }
        if (granted) {
            turn.granted(clock.instant().plus(length));
        } else {
            turn.refused(clock.instant().plus(retry));
        }
        return granted;
    }

    private ProbeTurn turn(BreakerPolicy policy) {
        return turns.computeIfAbsent(policy.name(), name -> new ProbeTurn());
    }

    private static String key(BreakerPolicy policy) {
        return "belastbar:breaker:" + policy.name() + ":probe";
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
