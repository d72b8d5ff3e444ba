package io.belastbar.budget.document;

import io.belastbar.web.http.Etag;
import java.time.Instant;

/**
 * One version of one of a budget's documents, as it was sent.
 *
 * @param version of the whole budget: each change of any document is the next one
 * @param content null if this version took the document away
 * @param sha256 of the content, hexadecimal; empty without content
 * @param fileName as the caller named it; null if it did not
 * @param objectives in this document
 * @param reason as the caller gave it; null if it did not
 */
public record StoredDocument(
        String system,
        String name,
        int version,
        byte[] content,
        String sha256,
        String fileName,
        int objectives,
        Instant updatedAt,
        String updatedBy,
        String reason) {

    /** The document of {@code PUT …/budget}. */
    public static final String MAIN = "performance-budget";

    private static final int TAG_LENGTH = 32;

    public boolean removed() {
        return content == null;
    }

    /** The tag of the content, which is the beginning of its SHA-256. */
    Etag etag() {
        return new Etag(sha256.substring(0, TAG_LENGTH));
    }
}
