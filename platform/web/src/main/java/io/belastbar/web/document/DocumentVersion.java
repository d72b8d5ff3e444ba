package io.belastbar.web.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One change of a document, without its text.
 *
 * @param fileName as the sender named it; null if it did not
 * @param reason as the sender gave it; null if it did not
 * @param removed whether this version took the document away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentVersion(
        String system,
        String name,
        int version,
        String sha256,
        String fileName,
        Instant updatedAt,
        String updatedBy,
        String reason,
        boolean removed) {

    static DocumentVersion of(StoredDocument stored) {
        return new DocumentVersion(
                stored.system(),
                stored.name(),
                stored.version(),
                stored.sha256(),
                stored.fileName(),
                stored.updatedAt(),
                stored.updatedBy(),
                stored.reason(),
                stored.removed());
    }
}
