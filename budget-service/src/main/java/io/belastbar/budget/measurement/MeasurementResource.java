package io.belastbar.budget.measurement;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.measurement.reading.MeasurementCsv;
import io.belastbar.budget.measurement.reading.MeasurementJson;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.measurement.reading.MeasurementReader.MeasurementEntries;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.DocumentParser;
import io.belastbar.jobs.Await;
import io.belastbar.web.body.SentText;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

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
    @Operation(
            summary = "Store measurements, all or none; the answer judges the promises about them",
            description = "At most 10,000 values and 1 MiB a request: 413 above.")
    @RequestBody(content = @Content(schema = @Schema(implementation = String.class)))
    @Answers(201)
    public Response post(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String key,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        try (var sent = SentText.of(body, headers)) {
            var document = sent.whole(DocumentParser.SIZE_MAX);
            return store(system, each -> MeasurementJson.read(document, each), sent, key);
        }
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "The same from a table with a header line",
            description = "At most 10,000 rows and 10 MiB a request: 413 above. A row has at most 100,000 characters.")
    @RequestBody(content = @Content(schema = @Schema(implementation = String.class)))
    @Answers(201)
    public Response postTable(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String key,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        try (var sent = SentText.of(body, headers)) {
            return store(system, each -> MeasurementCsv.read(sent.reader(), each), sent, key);
        }
    }

    /** The body's tag is known when its entries were read. */
    private Response store(String system, MeasurementEntries entries, SentText sent, String key) {
        var now = now();
        var measurements = MeasurementReader.read(entries, now, config.retention());
        var operation = "POST /api/v1/systems/" + system + "/measurements";
        var request = new IdempotentRequest(caller.getPrincipal().getName(), operation, key, sent.tag());
        var budget = Await.of(budgets.latestPromises(system))
                .map(VersionedBudget::budget)
                .orElse(PerformanceBudget.of(List.of()));
        var batch = MeasurementBatch.of(system, budget, measurements);
        return StoredResponses.of(store.store(batch, now, request, json));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
