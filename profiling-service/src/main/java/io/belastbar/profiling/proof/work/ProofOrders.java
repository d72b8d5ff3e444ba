package io.belastbar.profiling.proof.work;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.proof.ProofFailed;
import io.belastbar.profiling.proof.ProofOrder;
import io.belastbar.profiling.proof.ProofTerms;
import io.belastbar.profiling.proof.record.IndexProof;
import io.belastbar.profiling.proof.record.ProofRequest;
import io.belastbar.profiling.proof.scratch.ScratchPlace;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a system's description makes of a request for a proof. Blocking. */
@ApplicationScoped
public class ProofOrders {
    private final DescribedSystems systems;
    private final ProofPlacesConfig places;
    private final ReadWholeStatements statements;

    ProofOrders(DescribedSystems systems, ProofPlacesConfig places, ReadWholeStatements statements) {
        this.systems = systems;
        this.places = places;
        this.statements = statements;
    }

    /**
     * The target whose indexes are proven.
     *
     * @throws NotFound when nobody described the system
     * @throws Conflict when it has no database, or there is no place for its copies
     */
    public String target(String system) {
        SystemDescription description =
                Await.of(systems.description(system)).orElseThrow(() -> new NotFound("system description", system));
        String target = description.database().orElseThrow(() -> new Conflict(system + " has no postgresql target"));
        places.place(target, description.databaseDescription());
        return target;
    }

    /** @throws ProofFailed when the system is not described any more */
    ProofOrder of(IndexProof proof, ProofRequest request) {
        SystemDescription description = Await.of(systems.description(proof.system()))
                .orElseThrow(() -> new ProofFailed(proof.system() + " is not described any more", false, null));
        return places.order(
                proof.id(),
                proof.target(),
                description.databaseDescription(),
                statements.of(proof.target(), request.candidates()));
    }

    ProofTerms terms() {
        return places.terms();
    }

    /** The places of all systems, each once. */
    List<ScratchPlace> places() {
        Map<String, ScratchPlace> found = new LinkedHashMap<>();
        for (String system : Await.of(systems.ids())) {
            for (ScratchPlace place : placeOf(system)) {
                found.putIfAbsent(
                        place.door().host() + ":" + place.door().port() + " "
                                + place.door().login().username(),
                        place);
            }
        }
        return new ArrayList<>(found.values());
    }

    /** None where a description names none, or is no longer read. */
    private List<ScratchPlace> placeOf(String system) {
        try {
            return Await.of(systems.description(system))
                    .flatMap(description -> description
                            .database()
                            .map(target -> places.place(target, description.databaseDescription())))
                    .map(List::of)
                    .orElse(List.of());
        } catch (io.belastbar.web.problem.DomainFailure noPlace) {
            return List.of();
        }
    }
}
