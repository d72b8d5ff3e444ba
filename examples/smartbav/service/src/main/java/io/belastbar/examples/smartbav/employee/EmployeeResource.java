package io.belastbar.examples.smartbav.employee;

import io.belastbar.examples.smartbav.database.StaleAnswer;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.problem.FieldError;
import io.belastbar.examples.smartbav.tenant.CallerMapper;
import io.belastbar.faulttolerance.fallback.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/v1/employees}: list, read, create, change and remove the employees of the caller's tenant. */
@Path("/api/v1/employees")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(CallerMapper.BROKER)
public class EmployeeResource {
    private static final int LONGEST_PAGE = 200;

    private final EmployeeRepository employees;
    private final EmployeeCacheRepository cache;
    private final EmployeeListCache lists;
    private final CallerMapper caller;
    private final Clock clock;

    EmployeeResource(
            EmployeeRepository employees,
            EmployeeCacheRepository cache,
            EmployeeListCache lists,
            CallerMapper caller,
            Clock clock) {
        this.employees = employees;
        this.cache = cache;
        this.lists = lists;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    public Uni<RestResponse<EmployeePage>> list(
            @QueryParam("limit") @DefaultValue("50") String limit, @QueryParam("cursor") String cursor) {
        int rows = pageSize(limit);
        var position = position(cursor);
        return lists.page(caller.organizationId(), rows, position).map(this::answer);
    }

    @GET
    @Path("{id}")
    public Uni<RestResponse<Employee>> get(String id) {
        return cache.getOrLastKnown(caller.organizationId(), id).map(this::answer);
    }

    @POST
    public Uni<Response> create(NewEmployee employee) {
        requireValid(employee);
        return employees
                .insert(caller.organizationId(), EmployeeId.random(), employee)
                .map(created -> Response.created(URI.create("/api/v1/employees/" + created.id()))
                        .entity(created)
                        .build());
    }

    @PUT
    @Path("{id}")
    public Uni<Employee> change(String id, NewEmployee employee) {
        requireValid(employee);
        var organizationId = caller.organizationId();
        return employees
                .update(organizationId, id, employee)
                .map(changed -> changed.orElseThrow(() -> new Failure.NotFound("employee", id)))
                .call(changed -> cache.changed(organizationId, changed));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> remove(String id) {
        var organizationId = caller.organizationId();
        return employees
                .delete(organizationId, id)
                .invoke(deleted -> requireFound(deleted, id))
                .chain(() -> cache.removed(organizationId, id))
                .chain(() -> lists.removed(organizationId));
    }

    private static void requireFound(boolean found, String id) {
        if (!found) {
            throw new Failure.NotFound("employee", id);
        }
    }

    private void requireValid(NewEmployee employee) {
        if (employee == null) {
            throw new Failure.InvalidInput(
                    "the body is empty", List.of(new FieldError("", "should be an employee", null)));
        }
        var errors = employee.errors("", LocalDate.now(clock));
        if (!errors.isEmpty()) {
            throw new Failure.InvalidInput("the employee breaks %d rules".formatted(errors.size()), errors);
        }
    }

    private <T> RestResponse<T> answer(Answer<T> answer) {
        var response = RestResponse.ResponseBuilder.ok(answer.value());
        StaleAnswer.headers(answer, clock.instant()).forEach(response::header);
        return response.build();
    }

    private static int pageSize(String limit) {
        if (limit.matches("[0-9]{1,3}")) {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= LONGEST_PAGE) {
                return rows;
            }
        }
        var rule = "should be a whole number between 1 and " + LONGEST_PAGE;
        throw new Failure.InvalidInput("limit is out of range", List.of(new FieldError("limit", rule, limit)));
    }

    private static Optional<ListPosition> position(String cursor) {
        try {
            return Optional.ofNullable(cursor).map(ListPosition::parse);
        } catch (IllegalArgumentException notOurs) {
            var error = new FieldError("cursor", "should be the nextCursor of the page before", cursor);
            throw new Failure.InvalidInput("cursor cannot be read", List.of(error));
        }
    }
}
