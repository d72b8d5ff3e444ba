package io.belastbar.loadtest.queue;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code notAfter} of a request: when what it asks for ends at the latest, whether or not anybody is left to say so. */
public final class EndMoment {
    public static final String FIELD = "notAfter";

    private EndMoment() {}

    /** Null if it is not there, or is none, which is an error then. */
    public static Instant read(DocumentNode root, ErrorCollector errors) {
        Optional<DocumentNode> field = root.optional(FIELD);
        return field.flatMap(node -> node.asString(errors).flatMap(text -> parsed(node, text, errors)))
                .orElse(null);
    }

    private static Optional<Instant> parsed(DocumentNode node, String text, ErrorCollector errors) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException wrong) {
            errors.add(node, "must be a moment in UTC, such as 2026-11-27T10:15:00Z");
            return Optional.empty();
        }
    }
}
