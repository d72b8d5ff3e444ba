package io.belastbar.web.document;

import io.belastbar.web.http.Etag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One version of a document: as it was sent, and as it was understood then.
 *
 * @param version counted for each document, or for all of a system's documents of the kind together
 * @param content null if this version took the document away
 * @param sha256 of the content, hexadecimal; empty without content
 * @param fileName as the sender named it; null if it did not
 * @param understood as {@link UnderstoodJson} wrote it; null if it was stored before that was kept
 * @param reason as the sender gave it; null if it did not
 */
public record StoredDocument(
        String system,
        String name,
        int version,
        byte[] content,
        String sha256,
        String fileName,
        String understood,
        Instant updatedAt,
        String updatedBy,
        String reason) {

    private static final int TAG_LENGTH = 32;
    private static final String VIEW_SUFFIX = "-json";

    public boolean removed() {
        return content == null;
    }

    /** The document as it was sent. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The tag of the content, which is the beginning of its SHA-256. */
    public Etag etag() {
        return new Etag(sha256.substring(0, TAG_LENGTH));
    }

    /** The tag of a JSON view, which tells who and when too. It names the content, so that it guards writes as well. */
    public Etag viewEtag() {
        return viewEtag(etag(), version);
    }

    /** The tag of a JSON view that says more than the document, as long as it says this. */
    public Etag viewEtag(Object said) {
        var number = Integer.toUnsignedString(said.toString().hashCode());
        return new Etag(etag().value() + "-" + version + "-" + number + VIEW_SUFFIX);
    }

    /** The tag of a JSON view of several documents, by the one that it is written for. */
    public static Etag viewEtag(Etag content, int version) {
        return new Etag(content.value() + "-" + version + VIEW_SUFFIX);
    }

    /** An If-Match header in which a view's tag stands for the document's. */
    static String asDocument(String ifMatch) {
        return ifMatch == null ? null : ifMatch.replaceAll("(-\\d+)+" + VIEW_SUFFIX + "\"", "\"");
    }

    /** As the next version. */
    StoredDocument as(int next) {
        return new StoredDocument(
                system, name, next, content, sha256, fileName, understood, updatedAt, updatedBy, reason);
    }

    SentDocument sent() {
        return new SentDocument(system, name, content, fileName);
    }
}
