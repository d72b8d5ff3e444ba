package io.belastbar.web;

import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.security.Roles;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** One endpoint for each thing the shells must do. */
@Path("/api/v1/probe")
public class ProbeResource {

    public record Item(String name, int size) {}

    @Inject
    Pool pool;

    @Inject
    SecurityIdentity identity;

    @Inject
    IdempotencyRepository idempotency;

    @Inject
    TargetRegistry targets;

    @Inject
    CredentialStore credentials;

    static final AtomicBoolean FAIL = new AtomicBoolean(true);

    @GET
    @Path("me")
    @RolesAllowed(Roles.VIEWER)
    public Map<String, Object> me() {
        return Map.of("name", identity.getPrincipal().getName(), "roles", identity.getRoles());
    }

    @GET
    @Path("unannotated")
    public String unannotated() {
        return "must never be answered";
    }

    @POST
    @Path("items")
    @RolesAllowed(Roles.ENGINEER)
    public Uni<Item> create(Item item) {
        return Uni.createFrom().item(item);
    }

    @POST
    @Path("faults")
    @RolesAllowed(Roles.OPERATOR)
    public void fault() {}

    @GET
    @Path("boom")
    @RolesAllowed(Roles.VIEWER)
    public Uni<String> boom() {
        return Uni.createFrom().failure(new IllegalStateException("secret detail"));
    }

    @GET
    @Path("number")
    @RolesAllowed(Roles.VIEWER)
    public int number(@QueryParam("n") int n, @QueryParam("m") Long m) {
        return n;
    }

    @GET
    @Path("orders/{id}")
    @RolesAllowed(Roles.VIEWER)
    public UUID order(@PathParam("id") UUID id) {
        return id;
    }

    /** The refusals of JAX-RS, as a module has them that does not know this one. */
    @GET
    @Path("letters/{id}")
    @RolesAllowed(Roles.VIEWER)
    public String letter(@PathParam("id") long id) {
        throw switch ((int) id) {
            case 0 -> new BadRequestException("id should be above 0: was 0");
            case 1 -> new ServiceUnavailableException("PostgreSQL does not answer", 7L);
            case 2 -> new NotFoundException();
            default -> new NotFoundException("no dead letter \"" + id + "\"");
        };
    }

    @GET
    @Path("database")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Integer> database() {
        return pool.query("SELECT 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    @POST
    @Path("systems/{system}")
    @RolesAllowed(Roles.VIEWER)
    public String system(@PathParam("system") String system, @HeaderParam("X-Change-Reason") String reason) {
        return system + " " + reason;
    }

    /** Statements that PostgreSQL refuses, by their SQLSTATE. */
    @GET
    @Path("refused")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Integer> refused(@QueryParam("state") String state) {
        String sql =
                switch (state) {
                    case "22021" -> "SELECT length(convert_from('\\x00', 'UTF8'))";
                    case "22003" -> "SELECT 2147483647 + 1";
                    case "22012" -> "SELECT 1 / 0";
                    default -> "DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '" + state + "'; END $$";
                };
        return pool.query(sql).execute().map(rows -> rows.size());
    }

    @PUT
    @Path("document")
    @Consumes({"application/yaml", "application/json"})
    @RolesAllowed(Roles.ENGINEER)
    public String document(String text) {
        ErrorCollector errors = new ErrorCollector();
        DocumentParser.parse(text).rejectUnknown(Set.of("name"), errors);
        errors.throwIfAny("the document breaks rules");
        return "ok";
    }

    @GET
    @Path("report")
    @RolesAllowed(Roles.VIEWER)
    public Response report(@Context HttpHeaders headers) {
        return ConditionalResponses.ok(Map.of("report", "x".repeat(2000)), Etag.of("x"), headers);
    }

    @GET
    @Path("targets")
    @RolesAllowed(Roles.VIEWER)
    public String target(@QueryParam("name") String name) {
        return targets.require(name).url() + " as " + credentials.require(name).username();
    }

    @POST
    @Path("starts")
    @RolesAllowed(Roles.ENGINEER)
    public Uni<Response> start(@HeaderParam("Idempotency-Key") String key, Item item) {
        IdempotentRequest request =
                IdempotentRequest.of(identity.getPrincipal().getName(), "POST starts", key, item.toString());
        return pool.withTransaction(tx -> idempotency.once(tx, request, () -> insert(tx, item)))
                .map(StoredResponses::of);
    }

    private static Uni<StoredAnswer> insert(SqlConnection tx, Item item) {
        Uni<StoredAnswer> inserted = insertRow(tx, item);
        return item.name().startsWith("fails") && FAIL.getAndSet(false)
                ? inserted.onItem().failWith(answer -> new Conflict("busy"))
                : inserted;
    }

    private static Uni<StoredAnswer> insertRow(SqlConnection tx, Item item) {
        return tx.preparedQuery("INSERT INTO probe_start (name) VALUES ($1) RETURNING id")
                .execute(Tuple.of(item.name()))
                .map(rows -> rows.iterator().next().getLong(0))
                .map(id -> new StoredAnswer(202, "/api/v1/probe/starts/" + id, "{\"id\":" + id + "}"));
    }
}
