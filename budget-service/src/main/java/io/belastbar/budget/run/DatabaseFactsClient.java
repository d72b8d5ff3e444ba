package io.belastbar.budget.run;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import io.belastbar.web.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks profiling-service what the database did during a run. Blocks: for virtual threads. */
@ApplicationScoped
public class DatabaseFactsClient {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final PeerClient peers;
    private final Optional<URI> address;

    DatabaseFactsClient(PeerClient peers, @ConfigProperty(name = "belastbar.url.profiling") Optional<URI> address) {
        this.peers = peers;
        this.address = address;
    }

    /** Asks once. {@link FactsAnswer.Unknown} says why there is no answer yet. */
    public FactsAnswer ask(String runId) {
        return facts(answer(runId));
    }

    /**
     * Asks for somebody who waits for the answer and may ask again.
     *
     * @throws Unavailable while profiling-service is away: what it may know must not be judged as if nobody knew
     */
    public FactsAnswer askNow(String runId) {
        var answer = answer(runId);
        if (answer instanceof PeerAnswer.Failed<DatabaseFacts> failed && address.isPresent()) {
            throw new Unavailable("the database facts of the run", failed.reason(), RETRY_AFTER);
        }
        return facts(answer);
    }

    private PeerAnswer<DatabaseFacts> answer(String runId) {
        var path = "/api/v1/test-runs/" + HttpCall.encoded(runId) + "/database-facts";
        return peers.get("profiling", path, DatabaseFacts.class);
    }

    private static FactsAnswer facts(PeerAnswer<DatabaseFacts> answer) {
        return switch (answer) {
            case PeerAnswer.Known<DatabaseFacts> known -> new FactsAnswer.Known(known.body());
            case PeerAnswer.Absent<DatabaseFacts> absent ->
                new FactsAnswer.Unknown("profiling-service has no database facts of this run");
            case PeerAnswer.Failed<DatabaseFacts> failed -> new FactsAnswer.Unknown(failed.reason());
        };
    }
}
