package io.belastbar.web.document;

import io.belastbar.document.TooLarge;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.problem.NotFound;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Stores documents: writers of one document take turns, identical content makes no new version, and each version says who,
 * when and why.
 */
@ApplicationScoped
public class DocumentStore {

    private final Pool pool;
    private final DocumentRepository documents;
    private final AuditRepository audit;
    private final SecurityIdentity caller;

    DocumentStore(Pool pool, DocumentRepository documents, AuditRepository audit, SecurityIdentity caller) {
        this.pool = pool;
        this.documents = documents;
        this.audit = audit;
        this.caller = caller;
    }

    /**
     * What is stored now, and whether this made it so.
     *
     * @param understood null if the document was taken away
     * @param created whether there was no such document before
     */
    public record Outcome<T>(StoredDocument stored, T understood, boolean changed, boolean created) {

        /** The answer to the change; 201 for a new document. */
        public Response answer(Object receipt) {
            return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                    .entity(receipt)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.ETAG, stored.etag().header())
                    .build();
        }
    }

    /**
     * Stores a document as the next version, if it is understood and the headers' If-Match allows it.
     *
     * @throws TooLarge above the kind's limit
     * @throws io.belastbar.document.InvalidInput (as the Uni's failure) with every fault
     */
    public <T> Uni<Outcome<T>> store(
            DocumentKind<T> kind, String system, String name, byte[] content, ChangeHeaders headers) {
        if (content.length > kind.bytesMax()) {
            throw new TooLarge("a " + kind.words() + " may have " + kind.bytesMax() + " bytes");
        }
        var sent = new SentDocument(system, name, content, headers.fileName());
        var author = author();
        return Uni.createFrom()
                .item(() -> understand(kind, sent))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(understood -> change(
                        kind,
                        next(sent, understood.json(), author, headers.reason()),
                        understood.value(),
                        headers.ifMatch));
    }

    private record Understood<T>(T value, String json) {}

    /** Takes processor time, which an event loop has not got. */
    private static <T> Understood<T> understand(DocumentKind<T> kind, SentDocument sent) {
        var understood = kind.read(sent);
        kind.admit(understood);
        return new Understood<>(understood, kind.json().write(understood));
    }

    /**
     * Makes an old version the next one, as it was understood then.
     *
     * @throws NotFound (as the Uni's failure) if there is no such version
     * @throws io.belastbar.web.problem.Conflict (as the Uni's failure) if it is no longer read
     */
    public <T> Uni<Outcome<T>> rollBack(
            DocumentKind<T> kind, String system, String name, int version, ChangeHeaders headers) {
        var reason = Optional.ofNullable(headers.reason()).orElse("back to version " + version);
        var author = author();
        var read = documents.version(kind.id(), system, name, version).emitOn(Infrastructure.getDefaultWorkerPool());
        return read.chain(found -> {
            var old = found.orElseThrow(
                    () -> new NotFound("version of " + kind.words(), system + "/" + name + "/" + version));
            var understood = Reading.of(kind, old).orThrow();
            kind.admit(understood);
            return change(
                    kind, next(old.sent(), kind.json().write(understood), author, reason), understood, headers.ifMatch);
        });
    }

    /**
     * Takes a document away, as the next version.
     *
     * @throws NotFound (as the Uni's failure) if there is none
     */
    public <T> Uni<Outcome<T>> remove(DocumentKind<T> kind, String system, String name, ChangeHeaders headers) {
        var gone = next(new SentDocument(system, name, null, null), null, author(), headers.reason());
        return change(kind, gone, null, headers.ifMatch);
    }

    private String author() {
        return caller.getPrincipal().getName();
    }

    private static StoredDocument next(SentDocument sent, String understood, String author, String reason) {
        return new StoredDocument(
                sent.system(),
                sent.name(),
                0,
                sent.content(),
                sent.content() == null ? "" : sha256(sent.content()),
                sent.fileName(),
                understood,
                null,
                author,
                reason);
    }

    private <T> Uni<Outcome<T>> change(DocumentKind<T> kind, StoredDocument next, T understood, String ifMatch) {
        var counter = kind.sharesVersions() ? next.system() : next.system() + "/" + next.name();
        return pool.withTransaction(transaction -> documents
                        .lock(transaction, kind.id(), counter)
                        .chain(() -> documents.inForce(
                                transaction, kind.id(), next.system(), next.name(), DocumentRepository.NEWEST))
                        .chain(current -> replace(transaction, kind, current, next, understood, ifMatch)))
                .call(outcome -> outcome.changed()
                        ? kind.committed(outcome.stored())
                        : Uni.createFrom().voidItem());
    }

    private <T> Uni<Outcome<T>> replace(
            SqlConnection transaction,
            DocumentKind<T> kind,
            Optional<StoredDocument> current,
            StoredDocument next,
            T understood,
            String ifMatch) {
        ConditionalResponses.requireMatch(
                StoredDocument.asDocument(ifMatch),
                current.map(StoredDocument::etag).orElse(null));
        if (next.removed() && current.isEmpty()) {
            throw new NotFound(kind.words(), next.system() + "/" + next.name());
        }
        if (current.isPresent() && saysTheSame(kind, current.get(), next)) {
            return documents
                    .understand(transaction, kind.id(), current.get(), next.understood())
                    .replaceWith(new Outcome<>(current.get(), understood, false, false));
        }
        var counted = kind.sharesVersions() ? null : next.name();
        return documents
                .newestVersion(transaction, kind.id(), next.system(), counted)
                .chain(newest -> documents.insert(transaction, kind.id(), next.as(newest + 1)))
                .call(stored -> kind.stored(transaction, stored))
                .call(stored -> audit(transaction, kind, stored))
                .map(stored -> new Outcome<>(stored, understood, true, current.isEmpty()));
    }

    /** The same content that is understood otherwise by now is a change. */
    private static boolean saysTheSame(DocumentKind<?> kind, StoredDocument current, StoredDocument next) {
        return current.sha256().equals(next.sha256())
                && (current.understood() == null || kind.json().same(current.understood(), next.understood()));
    }

    private Uni<Void> audit(SqlConnection transaction, DocumentKind<?> kind, StoredDocument stored) {
        var detail = stored.name() + ", version " + stored.version()
                + (stored.removed() ? "" : ", sha256 " + stored.sha256())
                + (stored.reason() == null ? "" : ": " + stored.reason());
        var action = (stored.removed() ? "remove " : "store ") + kind.words();
        return audit.record(transaction, stored.updatedBy(), action, stored.system(), detail);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
