package io.belastbar.faulttolerance.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The instances' breaker states in Redis: one key an instance that expires by itself, so that "seen lately" needs no
 * common clock, and one set of instance names a breaker. Every command gives up after the timeout; without Redis it
 * fails at once.
 */
public class FleetRepository {
    private final Optional<RedisAPI> redis;
    private final ObjectMapper json;
    private final Duration timeout;
    private final Duration seenWithin;

    public FleetRepository(Optional<RedisAPI> redis, ObjectMapper json, Duration timeout, Duration seenWithin) {
        this.redis = redis;
        this.json = json;
        this.timeout = timeout;
        this.seenWithin = seenWithin;
    }

    /** False for an application without Redis. */
    public boolean connected() {
        return redis.isPresent();
    }

    /** One write: what a transition costs. */
    public Uni<Void> write(String breaker, InstanceState state) {
        String ttl = Long.toString(seenWithin.toMillis());
        return bounded(redis -> redis.set(List.of(stateKey(breaker, state.instance()), text(state), "PX", ttl)))
                .replaceWithVoid();
    }

    /** A heartbeat: the state again, and the name in the set. */
    public Uni<Void> announce(String breaker, InstanceState state) {
        return bounded(redis -> redis.sadd(List.of(membersKey(breaker), state.instance())))
                .chain(() -> write(breaker, state));
    }

    /** The states of the instances seen lately. Names of the long silent are forgotten. */
    public Uni<List<InstanceState>> seenLately(String breaker) {
        return bounded(redis -> redis.smembers(membersKey(breaker)))
                .map(FleetRepository::names)
                .flatMap(names -> names.isEmpty() ? Uni.createFrom().item(List.of()) : read(breaker, names));
    }

    private Uni<List<InstanceState>> read(String breaker, Set<String> names) {
        List<String> keys = names.stream().map(name -> stateKey(breaker, name)).toList();
        return bounded(redis -> redis.mget(keys)).flatMap(states -> keepTheLiving(breaker, names, states));
    }

    private Uni<List<InstanceState>> keepTheLiving(String breaker, Set<String> names, Response states) {
        List<InstanceState> living = new ArrayList<>();
        List<String> forget = new ArrayList<>();
        forget.add(membersKey(breaker));
        int index = 0;
        for (String name : names) {
            Response state = states.get(index++);
            if (state == null) {
                forget.add(name);
            } else {
                living.add(parse(state.toString()));
            }
        }
        return forget.size() == 1
                ? Uni.createFrom().item(living)
                : bounded(redis -> redis.srem(forget)).replaceWith(living);
    }

    private Uni<Response> bounded(Function<RedisAPI, Uni<Response>> command) {
        return redis.map(command)
                .orElseGet(() -> Uni.createFrom().failure(new IllegalStateException("no Redis is configured")))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private static Set<String> names(Response members) {
        Set<String> names = new TreeSet<>();
        members.forEach(member -> names.add(member.toString()));
        return names;
    }

    private String text(InstanceState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + state, e);
        }
    }

    private InstanceState parse(String state) {
        try {
            return json.readValue(state, InstanceState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an instance state: " + state, e);
        }
    }

    private static String membersKey(String breaker) {
        return "belastbar:breaker:" + breaker + ":instances";
    }

    private static String stateKey(String breaker, String instance) {
        return "belastbar:breaker:" + breaker + ":instance:" + instance;
    }
}
