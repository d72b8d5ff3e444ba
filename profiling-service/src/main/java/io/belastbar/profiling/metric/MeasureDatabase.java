package io.belastbar.profiling.metric;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import io.belastbar.web.problem.DomainFailure;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads a database and hands what it measured to budget-service, once. Blocks; for the thread of a worker. */
@ApplicationScoped
class MeasureDatabase {
    private static final Logger LOG = Logger.getLogger(MeasureDatabase.class);

    private final TargetDatabaseClient database;
    private final PeerClient peers;
    private final StatementGauges gauges;
    private final MeterRegistry metrics;

    MeasureDatabase(TargetDatabaseClient database, PeerClient peers, StatementGauges gauges, MeterRegistry metrics) {
        this.database = database;
        this.peers = peers;
        this.gauges = gauges;
        this.metrics = metrics;
    }

    /** What the next reading must know of this one; empty if the database could not be read. */
    Optional<DatabaseReading> measure(String system, String target, DatabaseReading before) {
        try {
            ReadDatabase.Answer answer = database.ask(target, ReadDatabase::read);
            gauges.show(system, answer.statements());
            post(system, DatabaseMeasurements.of(before, answer.reading()));
            return Optional.of(answer.reading().asBefore());
        } catch (TargetUnavailable | QueryRefused | DomainFailure unread) {
            LOG.warnf("Database not measured: system=%s target=%s reason=%s", system, target, unread.getMessage());
            gauges.show(system, ReadDatabase.Statements.NONE);
            count("unread");
            return Optional.empty();
        }
    }

    private void post(String system, List<Measured> measured) {
        String at = measured.getFirst().at().toString();
        String path = "/api/v1/systems/" + HttpCall.encoded(system) + "/measurements";
        switch (peers.post("budget", path, measured, "database-" + system + "-" + at, JsonNode.class)) {
            case PeerAnswer.Known<JsonNode> known -> count("posted");
            case PeerAnswer.Unknown<JsonNode> unknown -> {
                LOG.warnf("Database's measurements not posted: system=%s reason=%s", system, unknown.reason());
                count("refused");
            }
        }
    }

    private void count(String outcome) {
        metrics.counter("belastbar.database.measurements", "outcome", outcome).increment();
    }
}
