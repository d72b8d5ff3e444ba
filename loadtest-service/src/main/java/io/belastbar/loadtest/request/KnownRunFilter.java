package io.belastbar.loadtest.request;

import io.belastbar.loadtest.execution.RunLoadJob;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers 404 before a stream begins: once it has begun, its status can no longer be changed. */
public class KnownRunFilter {

    private final RunLoadJob loads;
    private final TestRunRepository runs;

    KnownRunFilter(RunLoadJob loads, TestRunRepository runs) {
        this.loads = loads;
        this.runs = runs;
    }

    /** On a resource whose path has the {@code id} of a run. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface RunMustExist {}

    @RunMustExist
    @ServerRequestFilter
    public Uni<Response> check(ContainerRequestContext request) {
        String id = request.getUriInfo().getPathParameters().getFirst("id");
        UUID runId = TestRunResource.uuid(id);
        if (loads.progressOf(runId).isPresent()) {
            return Uni.createFrom().nullItem();
        }
        return runs.find(runId).map(found -> {
            found.orElseThrow(() -> new NotFound("test run", id));
            return null;
        });
    }
}
