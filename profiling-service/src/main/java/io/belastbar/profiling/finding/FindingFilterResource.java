package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.document.InvalidInput;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** The parameters by which a list of findings is narrowed. */
public class FindingFilterResource {
    private static final int TEXT_LENGTH_MAX = 500;

    @QueryParam("status")
    String status;

    @QueryParam("severity")
    String severity;

    @QueryParam("category")
    String category;

    @QueryParam("component")
    String component;

    @QueryParam("responsible")
    String responsible;

    @QueryParam("assignee")
    String assignee;

    @QueryParam("q")
    String text;

    @QueryParam("changedSince")
    String changedSince;

    @QueryParam("overdue")
    String overdue;

    /** @throws InvalidInput for the first that cannot be */
    FindingQuery query() {
        return new FindingQuery(
                status == null ? null : word("status", status, FindingStatus.values()),
                severity == null ? null : word("severity", severity, Severity.values()),
                text("category", category),
                text("component", component),
                text("responsible", responsible),
                text("assignee", assignee),
                text("q", text),
                moment(),
                truth());
    }

    /** One of these words; a wrong one gets a problem that names the right ones. */
    static <E extends Enum<E>> E word(String pointer, String text, E[] words) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        pointer, "must be one of " + Arrays.toString(words), text == null ? "nothing" : text));
    }

    private static String text(String name, String text) {
        if (text != null && (text.isEmpty() || text.length() > TEXT_LENGTH_MAX || text.indexOf('\0') >= 0)) {
            throw InvalidInput.of(name, "must have 1 to " + TEXT_LENGTH_MAX + " characters, none of them NUL", text);
        }
        return text;
    }

    private Instant moment() {
        try {
            return changedSince == null
                    ? null
                    : OffsetDateTime.parse(changedSince).toInstant();
        } catch (DateTimeException e) {
            throw InvalidInput.of(
                    "changedSince", "must be a time with its zone, such as 2026-11-21T06:10:00Z", changedSince);
        }
    }

    private Boolean truth() {
        if (overdue == null) {
            return null;
        }
        if (!overdue.equals("true") && !overdue.equals("false")) {
            throw InvalidInput.of("overdue", "must be true or false", overdue);
        }
        return Boolean.valueOf(overdue);
    }
}
