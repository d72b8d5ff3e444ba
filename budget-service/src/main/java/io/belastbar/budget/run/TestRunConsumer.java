package io.belastbar.budget.run;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.document.ControlCharacters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Notes finished runs for evaluation. What could never be evaluated goes to the dead letters at once. */
@ApplicationScoped
class TestRunConsumer implements EventHandler {

    private static final int NAME_MAX = 256;

    private final RunRepository runs;

    TestRunConsumer(RunRepository runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "evaluations";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.TEST_RUN_FINISHED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        var run = (TestRunFinished) event.data();
        requireComplete(run);
        return runs.insert(transaction, run);
    }

    private static void requireComplete(TestRunFinished run) {
        require(run.runId(), "runId");
        require(run.system(), "system");
        require(run.scenario(), "scenario");
        require(run.verdict(), "verdict");
        require(run.endpoints(), "endpoints");
        run.endpoints().forEach(TestRunConsumer::requireComplete);
        requireName(run, Origin.BRANCH);
        requireName(run, Origin.TESTBED);
        try {
            BudgetEvaluation.requireReadable(run);
        } catch (IllegalArgumentException unreadable) {
            throw new PoisonMessage(unreadable.getMessage(), unreadable);
        }
    }

    private static void requireComplete(EndpointResult result) {
        require(result.endpoint(), "endpoints/endpoint");
        require(result.responseTime(), "endpoints/responseTime");
    }

    /** It becomes part of the names of series, which an index has to hold. */
    private static void requireName(TestRunFinished run, String label) {
        var name = run.labels().getOrDefault(label, "");
        if (name.length() > NAME_MAX || ControlCharacters.inName(name).isPresent()) {
            throw new PoisonMessage("the label " + label + " of a finished run is a name of at most " + NAME_MAX
                    + " characters without control characters: was one of " + name.length());
        }
    }

    private static void require(Object value, String field) {
        if (value == null) {
            throw new PoisonMessage("a finished run has no " + field);
        }
    }
}
