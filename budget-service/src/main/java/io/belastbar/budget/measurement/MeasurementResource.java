package io.belastbar.budget.measurement;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.measurement.reading.MeasurementCsv;
import io.belastbar.budget.measurement.reading.MeasurementEntry;
import io.belastbar.budget.measurement.reading.MeasurementJson;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.jobs.Await;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes what pipelines and people have measured. Ten thousand values take processor time, which an event loop has not got. */
@Path("/api/v1/systems/{system}/measurements")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ENGINEER)
@RunOnVirtualThread
public class MeasurementResource {

    private final StoreMeasurements store;
    private final Budgets budgets;
    private final MeasurementConfig config;
    private final SecurityIdentity caller;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    MeasurementResource(
            StoreMeasurements store,
            Budgets budgets,
            MeasurementConfig config,
            SecurityIdentity caller,
            ObjectMapper json) {
        this.store = store;
        this.budgets = budgets;
        this.config = config;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Operation(summary = "Store measurements, all or none; the answer judges the promises about them")
    @Answers(201)
    public Response post(@PathParam("system") String system, @HeaderParam("Idempotency-Key") String key, String body) {
        return store(system, MeasurementJson.read(body), now(), request(system, key, body));
    }

    @POST
    @Consumes("text/csv")
    @Operation(summary = "The same from a table with a header line")
    @Answers(201)
    public Response postTable(
            @PathParam("system") String system, @HeaderParam("Idempotency-Key") String key, String body) {
        return store(system, MeasurementCsv.read(body), now(), request(system, key, body));
    }

    private Response store(String system, List<MeasurementEntry> entries, Instant now, IdempotentRequest request) {
        var measurements = MeasurementReader.read(entries, now, config.retention());
        var budget = Await.of(budgets.latestPromises(system))
                .map(VersionedBudget::budget)
                .orElse(PerformanceBudget.of(List.of()));
        var batch = MeasurementBatch.of(system, budget, measurements);
        return StoredResponses.of(store.store(batch, now, request, json));
    }

    private IdempotentRequest request(String system, String key, String body) {
        var operation = "POST /api/v1/systems/" + system + "/measurements";
        return IdempotentRequest.of(caller.getPrincipal().getName(), operation, key, body);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
