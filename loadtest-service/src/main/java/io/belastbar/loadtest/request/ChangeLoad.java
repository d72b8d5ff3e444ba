package io.belastbar.loadtest.request;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.queue.EndMoment;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes wishes for the load of a running test; its instance follows them with its next heartbeat. */
@ApplicationScoped
public class ChangeLoad {

    private final Pool pool;
    private final TestRunRepository runs;
    private final Scenarios scenarios;
    private final AuditRepository audit;
    private final LoadtestConfig config;

    ChangeLoad(Pool pool, TestRunRepository runs, Scenarios scenarios, AuditRepository audit, LoadtestConfig config) {
        this.pool = pool;
        this.runs = runs;
        this.scenarios = scenarios;
        this.audit = audit;
        this.config = config;
    }

    Uni<TestRun> change(UUID id, String caller, String body) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        Instant notAfter = EndMoment.read(root, errors);
        LoadChange change = read(root, errors);
        return runs.find(id)
                .map(found -> found.orElseThrow(() -> new NotFound("test run", id.toString())))
                .call(run -> scenarios
                        .version(run.system(), run.scenario(), run.scenarioVersion())
                        .invoke(stored -> requireModel(
                                stored.orElseThrow(() -> new NotFound("scenario", run.scenario()))
                                        .scenario()
                                        .load(),
                                change)))
                .call(run -> pool.withTransaction(transaction -> request(transaction, run, change, notAfter, caller)));
    }

    private Uni<Void> request(
            SqlConnection transaction, TestRun run, LoadChange change, Instant notAfter, String caller) {
        return runs.requestChange(transaction, run.id(), change, notAfter)
                .invoke(taken -> {
                    if (!taken) {
                        throw new Conflict("test run " + run.id() + " is " + label(run) + "; only the load of a running"
                                + " one can be changed");
                    }
                })
                .chain(() -> audit.record(
                        transaction, caller, "test-run.load-changed", run.id().toString(), change.toString()));
    }

    private static String label(TestRun run) {
        return run.state() instanceof RunState.Running ? "ending" : run.state().label();
    }

    private LoadChange read(DocumentNode root, ErrorCollector errors) {
        root.rejectUnknown(Set.of("users", "ratePerSecond", EndMoment.FIELD), errors);
        root.fields().entrySet().stream()
                .filter(field -> !field.getKey().equals(EndMoment.FIELD))
                .map(Map.Entry::getValue)
                .filter(DocumentNode::quoted)
                .forEach(text -> errors.add(text, "must be a number, not a text"));
        Optional<Long> users = root.optionalInteger("users", errors);
        Optional<Double> rate = root.optionalNumber("ratePerSecond", errors);
        if (errors.isEmpty() && users.isPresent() == rate.isPresent()) {
            errors.add(root, "must have either users or ratePerSecond", users.isPresent() ? "both" : "neither");
        }
        users.filter(wanted -> wanted < 0 || wanted > config.maxVirtualUsers())
                .ifPresent(wrong ->
                        errors.add(root.required("users", errors), "must be from 0 to " + config.maxVirtualUsers()));
        rate.filter(wanted -> !(wanted >= 0 && wanted <= config.maxRequestsPerSecond()))
                .ifPresent(wrong -> errors.add(
                        root.required("ratePerSecond", errors), "must be from 0 to " + config.maxRequestsPerSecond()));
        errors.throwIfAny("the change of the load has faults");
        return users.isPresent()
                ? new LoadChange.Users(users.get().intValue())
                : new LoadChange.Rate(rate.orElseThrow());
    }

    private static void requireModel(LoadModel load, LoadChange change) {
        switch (change) {
            case LoadChange.Users users
            when load instanceof LoadModel.Open ->
                throw InvalidInput.of("/users", "must be ratePerSecond: the scenario's model is open", "users");
            case LoadChange.Rate rate
            when load instanceof LoadModel.Closed ->
                throw InvalidInput.of(
                        "/ratePerSecond", "must be users: the scenario's model is closed", "ratePerSecond");
            default -> {}
        }
    }
}
