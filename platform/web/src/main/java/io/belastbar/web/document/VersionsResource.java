package io.belastbar.web.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The versions of a document. A kind has them by a subclass with the address of its documents and {@code /versions}. */
public abstract class VersionsResource {

    private static final String YAML = "application/yaml";
    private static final int CHANGES_MAX = 200;

    private final DocumentKind<?> kind;
    private final DocumentStore store;
    private final DocumentRepository documents;

    protected VersionsResource(DocumentKind<?> kind, DocumentStore store, DocumentRepository documents) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
    }

    /**
     * A version with what it says.
     *
     * @param understood null if it is no longer read
     * @param unread why, with the command that mends it; null if it is read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            DocumentVersion document, @JsonRawValue String understood, String unread) {

        static <T> View of(DocumentKind<T> kind, StoredDocument stored) {
            return switch (Reading.of(kind, stored)) {
                case Reading.Understood<T>(T value) ->
                    new View(DocumentVersion.of(stored), kind.json().write(value), null);
                case Reading.Unread<T>(String reason) -> new View(DocumentVersion.of(stored), null, reason);
            };
        }
    }

    /**
     * What changed from one version to another.
     *
     * @param versions who changed it, when and why, oldest first
     * @param diff of the texts, in the unified format
     */
    public record Difference(int from, int to, List<DocumentVersion> versions, String diff) {}

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Every version with who, when and why, newest first")
    @Answers(404)
    public Uni<Page<DocumentVersion>> versions(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        int before = cursor == null ? DocumentRepository.NEWEST : before(cursor);
        return documents
                .history(kind.id(), system, named(name), before, size + 1)
                .invoke(rows -> {
                    if (rows.isEmpty() && cursor == null) {
                        throw new NotFound(kind.words(), system + "/" + named(name));
                    }
                })
                .map(rows -> Page.of(rows, size, last -> Cursor.of(last.version())));
    }

    @GET
    @Path("/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "A version as it was sent, byte for byte")
    @Answers(404)
    public Uni<Response> document(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @PathParam("version") int version,
            @Context HttpHeaders request) {
        return find(system, name, version)
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @Path("/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "A version with what was understood of it when it was stored")
    @Answers(404)
    public Uni<Response> view(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @PathParam("version") int version,
            @Context HttpHeaders request) {
        return find(system, name, version)
                .map(stored -> ConditionalResponses.ok(View.of(kind, stored), stored.viewEtag(), request));
    }

    @POST
    @Path("/{version}/rollback")
    @RolesAllowed(Roles.ENGINEER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an old version the next one, as it was understood then")
    @Answers({200, 404, 409})
    public Uni<Response> rollBack(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @PathParam("version") int version,
            @BeanParam ChangeHeaders headers) {
        return store.rollBack(kind, system, named(name), version, headers)
                .map(outcome -> Response.ok(DocumentVersion.of(outcome.stored()))
                        .header(HttpHeaders.ETAG, outcome.stored().etag().header())
                        .build());
    }

    @GET
    @Path("/diff")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What changed between two versions; by default the newest and the one before")
    @Answers(404)
    public Uni<Response> diff(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @QueryParam("from") Integer from,
            @QueryParam("to") Integer to,
            @Context HttpHeaders request) {
        int before = to == null ? DocumentRepository.NEWEST : to + 1;
        return documents
                .history(kind.id(), system, named(name), before, CHANGES_MAX)
                .chain(changes -> difference(system, name, from, to, changes))
                .map(difference -> ConditionalResponses.ok(
                        difference, Etag.of(difference.from() + "/" + difference.to() + difference.diff()), request));
    }

    private Uni<Difference> difference(
            String system, String name, Integer from, Integer to, List<DocumentVersion> changes) {
        if (changes.isEmpty()) {
            throw new NotFound(kind.words(), system + "/" + named(name));
        }
        if (to != null && changes.getFirst().version() != to) {
            throw noVersion(system, name, to);
        }
        int last = changes.getFirst().version();
        int first = from == null ? changes.get(Math.min(1, changes.size() - 1)).version() : from;
        var between = changes.stream()
                .filter(change -> change.version() > first)
                .toList()
                .reversed();
        return Uni.combine()
                .all()
                .unis(find(system, name, first), find(system, name, last))
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(texts ->
                        new Difference(first, last, between, TextDiff.between(texts.getItem1(), texts.getItem2())));
    }

    /** Off the event loop: what is made of a large document takes processor time. */
    private Uni<StoredDocument> find(String system, String name, int version) {
        return documents
                .version(kind.id(), system, named(name), version)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.orElseThrow(() -> noVersion(system, name, version)));
    }

    private NotFound noVersion(String system, String name, int version) {
        return new NotFound("version of " + kind.words(), system + "/" + named(name) + "/" + version);
    }

    /** The only document of a kind is called as the kind is. */
    private String named(String name) {
        return Optional.ofNullable(name).orElse(kind.id());
    }

    private static int before(String cursor) {
        var version = Cursor.decode(cursor, 1).parts().getFirst();
        if (!version.matches("\\d{1,9}")) {
            throw InvalidInput.of("cursor", "must be a nextCursor of this list", cursor);
        }
        return Integer.parseInt(version);
    }
}
