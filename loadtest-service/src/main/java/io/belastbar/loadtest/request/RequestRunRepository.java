package io.belastbar.loadtest.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.ScenarioRepository;
import io.belastbar.loadtest.catalog.ScenarioResource;
import io.belastbar.loadtest.catalog.ScenarioTargets;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.run.RunJournalRepository;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.run.Unstored;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.document.DocumentNode;
import io.belastbar.web.document.DocumentParser;
import io.belastbar.web.document.ErrorCollector;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What callers ask of runs, each in one transaction: the run, the remembered answer, the audit line. */
@ApplicationScoped
public class RequestRunRepository {

    private final Pool pool;
    private final TestRunRepository runs;
    private final RunJournalRepository journal;
    private final ScenarioRepository scenarios;
    private final IdempotencyRepository idempotency;
    private final AuditRepository audit;
    private final TargetRegistry targets;
    private final LoadtestConfig config;
    private final ObjectMapper json;

    RequestRunRepository(
            Pool pool,
            TestRunRepository runs,
            RunJournalRepository journal,
            ScenarioRepository scenarios,
            IdempotencyRepository idempotency,
            AuditRepository audit,
            TargetRegistry targets,
            LoadtestConfig config,
            ObjectMapper json) {
        this.pool = pool;
        this.runs = runs;
        this.journal = journal;
        this.scenarios = scenarios;
        this.idempotency = idempotency;
        this.audit = audit;
        this.targets = targets;
        this.config = config;
        this.json = json;
    }

    Uni<StoredAnswer> request(String system, String idempotencyKey, String caller, String body) {
        String scenario = scenarioName(body);
        IdempotentRequest request =
                IdempotentRequest.of(caller, "POST /api/v1/systems/" + system + "/test-runs", idempotencyKey, body);
        Uni<StoredScenario> stored = scenarios
                .latest(system, scenario)
                .map(found -> found.orElseThrow(() -> new NotFound("scenario", scenario)));
        return stored.map(document -> queued(document, caller))
                .chain(run -> pool.withTransaction(
                        transaction -> idempotency.once(transaction, request, () -> insert(transaction, run))));
    }

    /** A queued run ends at once; a running one is asked to; a finished one stays what it is. */
    Uni<TestRun> cancel(UUID id, String caller) {
        return pool.withTransaction(transaction -> runs.lock(transaction, id)
                        .map(found -> found.orElseThrow(() -> new NotFound("test run", id.toString())))
                        .call(run -> end(transaction, run, caller)))
                .chain(() -> runs.find(id))
                .map(found -> found.orElseThrow());
    }

    private Uni<Void> end(SqlConnection transaction, TestRun run, String caller) {
        Uni<Void> noted =
                audit.record(transaction, caller, "test-run.cancelled", run.id().toString(), run.system());
        return switch (run.state()) {
            case RunState.Queued queued -> {
                RunJudgement judgement = new RunEnd.Cancelled(caller).unstarted();
                RunOutcome outcome = RunOutcome.without(Instant.now(), judgement);
                yield noted.chain(() -> journal.finish(transaction, run, outcome, Unstored.NOTHING))
                        .replaceWithVoid();
            }
            case RunState.Running running -> noted.chain(() -> runs.requestCancel(transaction, run.id(), caller));
            case RunState.Finished finished -> Uni.createFrom().voidItem();
        };
    }

    private Uni<StoredAnswer> insert(SqlConnection transaction, TestRun run) {
        return runs.insert(transaction, run)
                .invoke(inserted -> {
                    if (!inserted) {
                        throw new Conflict("system " + run.system() + " has an active test run");
                    }
                })
                .chain(() -> audit.record(
                        transaction,
                        run.requestedBy(),
                        "test-run.requested",
                        run.id().toString(),
                        run.system()))
                .replaceWith(new StoredAnswer(202, "/api/v1/test-runs/" + run.id(), write(run)));
    }

    private TestRun queued(StoredScenario stored, String caller) {
        Scenario scenario = ScenarioParser.parse(stored.document(), ScenarioResource.limits(config));
        ScenarioTargets.require(scenario, targets);
        return new TestRun(
                UUID.randomUUID(),
                stored.system(),
                stored.name(),
                stored.version(),
                scenario.mainTarget(),
                new RunState.Queued(),
                Instant.now(),
                caller,
                scenario.duration().toMillis(),
                scenario.load().maxUsers() == null ? 0 : scenario.load().maxUsers(),
                null,
                null);
    }

    private static String scenarioName(String body) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("scenario"), errors);
        String name = root.string("scenario", errors);
        errors.throwIfAny("the request for a test run has faults");
        return name;
    }

    private String write(TestRun run) {
        try {
            return json.writeValueAsString(TestRunView.of(run));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
