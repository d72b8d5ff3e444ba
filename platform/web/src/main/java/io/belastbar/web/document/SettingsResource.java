package io.belastbar.web.document;

import io.belastbar.document.ProblemError;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The door of a kind of documents of which a system has one. */
public abstract class SettingsResource<T> {

    private static final UnderstoodJson JSON = UnderstoodJson.PLAIN;
    private static final String YAML = "application/yaml";

    private final DocumentKind<T> kind;
    private final DocumentStore store;
    private final DocumentRepository documents;

    protected SettingsResource(DocumentKind<T> kind, DocumentStore store, DocumentRepository documents) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
    }

    /** The answer to a PUT. */
    protected abstract Object receipt(Outcome<T> outcome);

    /** The document that holds for a system without its own; empty if there is none. */
    protected Optional<String> builtIn() {
        return Optional.empty();
    }

    /** What a document says that is not its own, as JSON. */
    protected String understood(String document) {
        var sent = new SentDocument(null, kind.id(), document.getBytes(StandardCharsets.UTF_8), null);
        return kind.json().write(kind.read(sent));
    }

    /** The answer where there is none; names what stores one. */
    protected NotFound missing(String system) {
        return new NotFound(kind.words() + " (store some with: belastbar apply -f FOLDER) for system", system);
    }

    /** What is to be said here and now of a document in force, as {@code warnings} of its JSON view. */
    protected List<ProblemError> warnings(T understood) {
        return List.of();
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store the document; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] document) {
        return store.store(kind, system, kind.id(), document, headers).map(outcome -> outcome.answer(receipt(outcome)));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Take the document away, as its next version")
    @Answers({204, 404})
    public Uni<Response> remove(@PathParam("system") String system, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, kind.id(), headers)
                .replaceWith(() -> Response.noContent().build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The document in force: as stored, else the one that is built in (X-Built-In: true)")
    @Answers(404)
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system)
                .map(found -> found.map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request))
                        .orElseGet(() -> builtIn(system, request, document -> document)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of the document in force")
    @Answers(404)
    public Uni<Response> view(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system).map(found -> found.map(stored -> view(stored, request))
                .orElseGet(() -> builtIn(system, request, this::understood)));
    }

    private Response view(StoredDocument stored, HttpHeaders request) {
        var understood = Reading.of(kind, stored).orThrow();
        var warnings = warnings(understood);
        var json = kind.json().write(understood);
        return ConditionalResponses.ok(
                warnings.isEmpty()
                        ? json
                        : json.replaceFirst(
                                "}$", ",\"warnings\":" + Matcher.quoteReplacement(JSON.write(warnings)) + "}"),
                warnings.isEmpty() ? stored.viewEtag() : stored.viewEtag(warnings),
                request);
    }

    private Uni<Optional<StoredDocument>> inForce(String system) {
        return documents.inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST);
    }

    private Response builtIn(String system, HttpHeaders request, UnaryOperator<String> shown) {
        var document = builtIn().map(shown).orElseThrow(() -> missing(system));
        return Response.fromResponse(ConditionalResponses.ok(document, Etag.of(document), request))
                .header("X-Built-In", "true")
                .build();
    }
}
