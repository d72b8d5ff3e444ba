package io.belastbar.budget.settings;

import io.belastbar.web.http.Etag;
import java.time.Instant;

/** One version of one of a system's documents, as it was sent. */
public record StoredSettings(String system, int version, String content, Instant updatedAt, String updatedBy) {

    public Etag etag() {
        return Etag.of(version + "\n" + content);
    }
}
