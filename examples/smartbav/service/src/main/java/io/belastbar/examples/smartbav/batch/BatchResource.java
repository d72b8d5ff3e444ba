package io.belastbar.examples.smartbav.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.problem.FieldError;
import io.belastbar.examples.smartbav.tenant.CallerMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code POST /api/v2/employees/batch-create}: up to 10,000 employees, all or none, by a job one can watch. */
@Path("/api/v2/employees")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(CallerMapper.BROKER)
public class BatchResource {
    private static final int MOST_UNFINISHED = 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final BatchRepository jobs;
    private final BatchImportJob importJob;
    private final ObjectMapper json;
    private final CallerMapper caller;
    private final Clock clock;

    BatchResource(BatchRepository jobs, BatchImportJob importJob, ObjectMapper json, CallerMapper caller, Clock clock) {
        this.jobs = jobs;
        this.importJob = importJob;
        this.json = json;
        this.caller = caller;
        this.clock = clock;
    }

    /** Where to watch the job. */
    public record Accepted(String jobId, int total) {}

    /** On a virtual thread: two megabytes of JSON would hold up everyone else on an event loop. */
    @POST
    @Path("batch-create")
    @RunOnVirtualThread
    public Response create(BatchRequest request) {
        requireValid(request);
        var id = "job_" + UUID.randomUUID();
        int total = request.employees().size();
        boolean stored = jobs.insert(caller.organizationId(), id, total, text(request), MOST_UNFINISHED)
                .await()
                .atMost(LONGEST_WAIT);
        if (!stored) {
            throw new Failure.TooMany("%d imports are waiting already".formatted(MOST_UNFINISHED), RETRY_AFTER);
        }
        importJob.wake();
        return Response.accepted(new Accepted(id, total))
                .location(URI.create("/api/v2/employees/batch-jobs/" + id))
                .build();
    }

    @GET
    @Path("batch-jobs/{id}")
    public Uni<BatchJob> get(String id) {
        return jobs.byId(caller.organizationId(), id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("import job", id)));
    }

    private void requireValid(BatchRequest request) {
        if (request == null) {
            throw new Failure.InvalidInput("the body is empty", List.of(new FieldError("", "should be a batch", null)));
        }
        var errors = request.errors(LocalDate.now(clock));
        if (!errors.isEmpty()) {
            throw new Failure.InvalidInput("the batch breaks rules; nothing was created", errors);
        }
    }

    private String text(BatchRequest request) {
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", bug);
        }
    }
}
