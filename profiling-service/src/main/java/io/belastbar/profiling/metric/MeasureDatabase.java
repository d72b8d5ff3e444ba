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
    private final UnreadDatabases unread;
    private final MeterRegistry metrics;

    MeasureDatabase(
            TargetDatabaseClient database,
            PeerClient peers,
            StatementGauges gauges,
            UnreadDatabases unread,
            MeterRegistry metrics) {
        this.database = database;
        this.peers = peers;
        this.gauges = gauges;
        this.unread = unread;
        this.metrics = metrics;
    }

    /** What the next reading must know of this one; empty if the database could not be read. */
    Optional<DatabaseReading> measure(String system, String target, DatabaseReading before) {
        unread.watch(system);
        Optional<ReadDatabase.Answer> answer = read(system, target);
        gauges.show(system, answer.map(ReadDatabase.Answer::statements).orElse(ReadDatabase.Statements.NONE));
        answer.ifPresent(read -> post(system, DatabaseMeasurements.of(before, read.reading())));
        return answer.map(read -> read.reading().asBefore());
    }

    private Optional<ReadDatabase.Answer> read(String system, String target) {
        try {
            return Optional.of(database.ask(target, ReadDatabase::read));
        } catch (TargetUnavailable silent) {
            unread.unreachable(system);
            return notMeasured(system, target, silent);
        } catch (QueryRefused | DomainFailure refused) {
            unread.refused(system);
            return notMeasured(system, target, refused);
        }
    }

    private Optional<ReadDatabase.Answer> notMeasured(String system, String target, RuntimeException reason) {
        LOG.warnf("Database not measured: system=%s target=%s reason=%s", system, target, reason.getMessage());
        count("unread");
        return Optional.empty();
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
