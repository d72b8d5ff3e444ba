package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.breaker.BreakerStatusPage.Breaker;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.report.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A circuit breaker is in a state.
 *
 * @param target the application that tells its breakers
 * @param breaker its name there
 * @param fleet whether all instances together are meant, where the application knows them
 */
public record BreakerState(String target, String breaker, BreakerStatus state, boolean fleet) implements Expectation {

    public static final String TYPE = "breaker-state";

    public static Optional<BreakerState> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "target", "breaker", "state", "fleet");
        String target = fields.name("target");
        String breaker = fields.name("breaker");
        Optional<BreakerStatus> state = fields.oneOf("state", BreakerStatus.class);
        boolean fleet = fields.flag("fleet", false);
        return fields.ifSound(() -> new BreakerState(target, breaker, state.orElseThrow(), fleet));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(target);
    }

    @Override
    public Sentence sentence() {
        return new Sentence(
                "circuit breaker " + breaker + (fleet ? " of all instances" : "") + " is " + state,
                "Circuit Breaker " + breaker + (fleet ? " aller Instanzen" : "") + " ist " + state);
    }

    /** @return UNKNOWN if the application tells of no such breaker, or not of all instances */
    public Observation judge(BreakerStatusPage page) {
        Optional<Breaker> found = page.breaker(breaker);
        if (found.isEmpty()) {
            String names = String.join(", ", page.names());
            return Observation.unknown(
                    target + " tells of no breaker " + breaker + "; it knows: " + names,
                    target + " nennt keinen Breaker " + breaker + "; er kennt: " + names);
        }
        Optional<BreakerStatus> seen =
                fleet ? found.get().fleet() : Optional.of(found.get().status());
        if (seen.isEmpty()) {
            return Observation.unknown(
                    target + " does not tell what its instances say together",
                    target + " sagt nicht, was seine Instanzen zusammen melden");
        }
        return new Observation(
                seen.get() == state ? Result.HOLDS : Result.NOT_YET,
                measured(seen.get(), found.get()),
                details(found.get()));
    }

    private static Sentence measured(BreakerStatus seen, Breaker found) {
        String count = found.failureCount() + "/" + found.failureThreshold();
        return new Sentence(
                seen + ", failures " + count
                        + found.nextRetryAt().map(at -> ", next try at " + at).orElse(""),
                seen + ", Fehler " + count
                        + found.nextRetryAt()
                                .map(at -> ", nächster Versuch " + at)
                                .orElse(""));
    }

    static Map<String, String> details(Breaker found) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", found.status().name());
        details.put("failureCount", String.valueOf(found.failureCount()));
        details.put("failureThreshold", String.valueOf(found.failureThreshold()));
        found.nextRetryAt().ifPresent(at -> details.put("nextRetryAt", at.toString()));
        found.fleet().ifPresent(fleet -> details.put("fleetStatus", fleet.name()));
        return details;
    }
}
