package io.belastbar.chaos.fault.driver;

import io.belastbar.chaos.fault.action.RedisFull;
import io.belastbar.chaos.fault.action.RedisFull.Before;
import io.belastbar.report.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A Redis that is filled. It gets some megabytes of keys that expire, its limit becomes less than it uses then, and it makes
 * no more room: when the time is over there is room again, whoever is left to say so.
 */
@ApplicationScoped
public class RedisDriver implements FaultDriver<RedisFull> {
    private static final String OWNER = "belastbar:fault";
    private static final long VALUE_BYTES = 1L << 20;
    private static final int KEYS = 8;

    private final RedisCalls calls;
    private final InstantSource clock = InstantSource.system();

    RedisDriver(RedisCalls calls) {
        this.calls = calls;
    }

    @Override
    public Class<RedisFull> action() {
        return RedisFull.class;
    }

    @Override
    public Optional<Sentence> impossible(String system, RedisFull action) throws InterruptedException {
        try (RedisCalls.Session redis = calls.open(action)) {
            redis.setting("maxmemory");
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(
                    String.valueOf(failed.getMessage()).contains("NOPERM")
                            ? NotHere.because(
                                    "the credential " + action.credential() + " may not change the limit of the memory",
                                    "der Zugang " + action.credential() + " die Grenze des Speichers nicht ändern darf",
                                    "grant it +config and +@write on keys belastbar:fault*",
                                    "geben Sie ihm +config und +@write auf Schlüssel belastbar:fault*")
                            : NotHere.silent(action.target(), failed));
        }
    }

    @Override
    public RedisFull settle(String system, RedisFull action, RandomGenerator chance)
            throws IOException, InterruptedException {
        try (RedisCalls.Session redis = calls.open(action)) {
            return action.with(
                    new Before(Long.parseLong(redis.setting("maxmemory")), redis.setting("maxmemory-policy")));
        }
    }

    @Override
    public void inject(UUID fault, RedisFull action, Instant notAfter) throws IOException, InterruptedException {
        if (!notAfter.isAfter(clock.instant())) {
            throw new IOException("its time is over");
        }
        String until = Long.toString(notAfter.toEpochMilli());
        try (RedisCalls.Session redis = calls.open(action)) {
            redis.ask("SET", OWNER, fault.toString(), "PXAT", until);
            redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
            long filled = VALUE_BYTES * fill(redis, fault, until);
            // Half of it below: what other connections give back makes no room, and what expires does.
            long full = redis.info("memory", "used_memory") - filled / 2;
            requireOwn(redis, fault);
            redis.ask("CONFIG", "SET", "maxmemory", Long.toString(full));
        }
    }

    /** The number of values that found room. The server makes them: a long command would need memory of its own. */
    private static int fill(RedisCalls.Session redis, UUID fault, String until)
            throws IOException, InterruptedException {
        for (int number = 0; number < KEYS; number++) {
            requireOwn(redis, fault);
            String key = key(fault, number);
            boolean room = redis.hasRoom("SET", key, "", "PXAT", until)
                    && redis.hasRoom("SETRANGE", key, Long.toString(VALUE_BYTES - 1), "x");
            if (!room) {
                return number;
            }
        }
        return KEYS;
    }

    private static void requireOwn(RedisCalls.Session redis, UUID fault) throws IOException, InterruptedException {
        if (!redis.ask("GET", OWNER).equals(fault.toString())) {
            throw new IOException("it was taken back meanwhile");
        }
    }

    /** What another fault has set meanwhile stays. */
    @Override
    public void clear(UUID fault, RedisFull action) throws IOException, InterruptedException {
        Before before = action.before().orElseThrow();
        try (RedisCalls.Session redis = calls.open(action)) {
            String owner = redis.ask("GET", OWNER);
            if (owner.isEmpty() || owner.equals(fault.toString())) {
                redis.ask("CONFIG", "SET", "maxmemory", Long.toString(before.maxmemoryBytes()));
                redis.ask("CONFIG", "SET", "maxmemory-policy", before.policy());
                redis.ask("DEL", OWNER);
            }
            redis.ask(keys("UNLINK", fault));
        }
    }

    @Override
    public boolean isCleared(UUID fault, RedisFull action) throws IOException, InterruptedException {
        Before before = action.before().orElseThrow();
        try (RedisCalls.Session redis = calls.open(action)) {
            String owner = redis.ask("GET", OWNER);
            boolean another = !owner.isEmpty() && !owner.equals(fault.toString());
            boolean asBefore = redis.setting("maxmemory").equals(Long.toString(before.maxmemoryBytes()))
                    && redis.setting("maxmemory-policy").equals(before.policy());
            return (another || asBefore) && redis.ask(keys("EXISTS", fault)).equals("0");
        }
    }

    private static String[] keys(String command, UUID fault) {
        String[] all = new String[KEYS + 1];
        all[0] = command;
        for (int key = 0; key < KEYS; key++) {
            all[key + 1] = key(fault, key);
        }
        return all;
    }

    private static String key(UUID fault, int number) {
        return OWNER + ":" + fault + ":" + number;
    }
}
