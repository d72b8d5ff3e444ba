package io.belastbar.web.http;

import io.belastbar.web.problem.PreconditionFailed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Conditional requests (RFC 9110, 13): saves the reader a transfer and the writer a lost update. */
public final class ConditionalResponses {

    private ConditionalResponses() {}

    /** 200 with the entity, or 304 if the caller has this version already (If-None-Match). */
    public static Response ok(Object entity, Etag etag, HttpHeaders request) {
        return made(() -> entity, etag, request);
    }

    /** The same for an entity that takes work to make: none for a caller that has it already. */
    public static Response made(Supplier<?> entity, Etag etag, HttpHeaders request) {
        String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        Response.ResponseBuilder answer =
                known != null && etag.matchesWeakly(known) ? Response.notModified() : Response.ok(entity.get());
        return answer.header(HttpHeaders.ETAG, etag.header())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    /**
     * Lets a change pass if the caller changes what it read. Without the header any version may be changed.
     *
     * @param ifMatch the header If-Match, null if there is none
     * @param current the tag of what is stored, null if nothing is
     * @throws PreconditionFailed if the stored version is another one
     */
    public static void requireMatch(String ifMatch, Etag current) {
        if (ifMatch != null && (current == null || !current.matchesStrongly(ifMatch))) {
            throw new PreconditionFailed(
                    "the stored version is " + (current == null ? "none" : current.header()) + ", not " + ifMatch);
        }
    }
}
