package io.belastbar.chaos.expectation;

import io.belastbar.jobs.Await;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at expectations, each by its kind; once: who waits for something to become true looks again. Blocks. */
@ApplicationScoped
public class Looking {

    private final Map<Class<?>, Look<?>> looks = new HashMap<>();
    private final DescribedSystems systems;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    Looking(@All List<Look<?>> looks, DescribedSystems systems, TargetRegistry targets, CredentialStore credentials) {
        looks.forEach(look -> this.looks.put(look.kind(), look));
        this.systems = systems;
        this.targets = targets;
        this.credentials = credentials;
    }

    /** What is found now. A target that is not the system's own is not asked: UNKNOWN. */
    public Observation look(Expectation expectation, Situation situation) throws InterruptedException {
        Optional<Sentence> reason = impossible(situation.system(), expectation);
        return reason.isPresent()
                ? new Observation(Observation.Result.UNKNOWN, reason.get(), Map.of())
                : of(expectation).look(expectation, situation);
    }

    /** Notes how things stand just before something is broken; to be called once for each expectation then. */
    public void before(Expectation expectation, Situation situation) throws InterruptedException {
        if (impossible(situation.system(), expectation).isEmpty()) {
            of(expectation).before(expectation, situation);
        }
    }

    /** Why this cannot be looked at in this system, and what to do about it; empty if it can. Asks no target. */
    public Optional<Sentence> impossible(String system, Expectation expectation) {
        Optional<SystemDescription> description;
        try {
            description = Await.of(systems.description(system));
            expectation.targets().forEach(targets::require);
            expectation.credentials().forEach(credentials::require);
        } catch (DomainFailure refused) {
            return Optional.of(Sentence.verbatim(refused.getMessage()));
        }
        if (description.isEmpty()) {
            return Optional.of(new Sentence(
                    "system " + system + " is not described: apply its system.yml",
                    "System " + system + " ist nicht beschrieben: seine system.yml anwenden"));
        }
        return expectation.targets().stream()
                .filter(target -> !description.get().names(target))
                .findFirst()
                .map(foreign -> new Sentence(
                        "target " + foreign + " is not named in the description of " + system + ": add it to targets in"
                                + " system.yml",
                        "Ziel " + foreign + " steht nicht in der Beschreibung von " + system + ": in system.yml unter"
                                + " targets eintragen"));
    }

    @SuppressWarnings("unchecked")
    private <E extends Expectation> Look<E> of(E expectation) {
        Look<?> look = looks.get(expectation.getClass());
        if (look == null) {
            throw new IllegalStateException("every kind of expectation should have its look: " + expectation.type());
        }
        return (Look<E>) look;
    }
}
