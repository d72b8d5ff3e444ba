package io.belastbar.profiling.analysis;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Analyses a system's database now, over all that it has counted. */
@Path("/api/v1/systems/{system}/database-analyses")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseAnalysisResource {
    private static final Logger LOG = Logger.getLogger(DatabaseAnalysisResource.class);

    private final DescribedSystems systems;
    private final TargetDatabaseClient database;
    private final AnalysisJob job;
    private final Pool pool;

    DatabaseAnalysisResource(DescribedSystems systems, TargetDatabaseClient database, AnalysisJob job, Pool pool) {
        this.systems = systems;
        this.database = database;
        this.job = job;
        this.pool = pool;
    }

    /** The facts and the findings that they led to, new or known. */
    public record Answer(DatabaseFacts facts, List<Finding> findings) {}

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Answers({404, 409})
    public Answer analyse(@PathParam("system") String system) {
        SystemDescription description = systems.description(system)
                .await()
                .indefinitely()
                .orElseThrow(() -> new NotFound("system description", system));
        String target = description.database().orElseThrow(() -> new Conflict(system + " has no postgresql target"));
        try {
            StatementDelta delta = StatementDelta.cumulative(database.snapshot(target));
            AnalysisJob.Analysis analysis = job.analyse(null, system, target, delta);
            return new Answer(analysis.facts(), register(analysis));
        } catch (TargetUnavailable away) {
            LOG.warnf("Target database away: system=%s target=%s reason=%s", system, target, away.getMessage());
            throw new Unavailable("the database " + target, Duration.ofSeconds(5));
        }
    }

    private List<Finding> register(AnalysisJob.Analysis analysis) {
        return pool.withTransaction(transaction -> job.register(transaction, analysis))
                .await()
                .indefinitely();
    }
}
