package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.ExpectationFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which requests of the load are looked at.
 *
 * @param endpoint as the load names it, {@code POST /api/v1/angebote}; empty: all
 * @param tenant empty: all
 * @param eachTenant each tenant by itself, and all must be as expected
 * @param over how far back; empty: since the injection
 */
public record LoadScope(
        Optional<String> endpoint, Optional<String> tenant, boolean eachTenant, Optional<Duration> over) {

    private static final Duration LEAST = Duration.ofSeconds(1);

    /** The fields of a scope and these others. */
    static String[] fieldsAnd(String... others) {
        return Stream.concat(Stream.of("endpoint", "tenant", "each-tenant", "over"), Stream.of(others))
                .toArray(String[]::new);
    }

    static LoadScope read(ExpectationFields fields) {
        Optional<String> tenant = fields.optionalName("tenant");
        boolean each = fields.flag("each-tenant", false);
        if (each && tenant.isPresent()) {
            fields.fault("each-tenant", "must not stand beside tenant, which names one");
        }
        Optional<Duration> over = fields.optionalDuration("over");
        if (over.filter(length -> length.compareTo(LEAST) < 0).isPresent()) {
            fields.fault("over", "must be at least 1s: loads are counted by seconds");
        }
        return new LoadScope(fields.optionalName("endpoint"), tenant, each, over);
    }

    /** From when on requests count. */
    public Instant from(Instant since, Instant now) {
        return over.map(now::minus).filter(since::isBefore).orElse(since);
    }

    /** As a part of a sentence, in front of a colon. */
    String text(String every) {
        String who = tenant.map(name -> " (" + name + ")").orElse(eachTenant ? " (" + every + ")" : "");
        return endpoint.map(name -> " " + name).orElse("") + who;
    }
}
