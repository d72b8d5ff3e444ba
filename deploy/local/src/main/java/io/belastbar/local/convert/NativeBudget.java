package io.belastbar.local.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.local.convert.Conversion.Remark;
import io.belastbar.quantity.InvalidQuantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A native budget that comes together line by line from a text of another form. */
final class NativeBudget {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What YAML would take for a line break, or for no text, inside of double quotes. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    private final Map<String, Map<String, Map<String, Entry>>> sections = new LinkedHashMap<>();
    private final List<Remark> understood = new ArrayList<>();
    private final List<Remark> notes = new ArrayList<>();
    private final List<ProblemError> errors = new ArrayList<>();

    private record Entry(String value, int line) {}

    /** Promises a figure; one that is no such figure is a fault of its line. */
    void target(Figure figure, String limit, int line) {
        promise("target_", figure, limit, line);
    }

    /** Says from where on the figure is critical. */
    void critical(Figure figure, String limit, int line) {
        promise("critical_", figure, limit, line);
    }

    private void promise(String role, Figure figure, String text, int line) {
        try {
            var limit = figure.limit(text);
            var value = limit.comparison().sign() + " " + text.replaceFirst("^[<>=≤≥]*\\s*", "");
            var before = entries(figure).putIfAbsent(role + figure.key(), new Entry(value, line));
            if (before == null) {
                understood.add(new Remark(line, figure.subject() + " " + role + figure.key() + " " + value));
            } else if (before.value().equals(value)) {
                note(line, figure.subject() + " " + role + figure.key() + " stands in line " + before.line() + " too");
            } else {
                error(line, "has another limit in line " + before.line() + ": " + before.value(), text);
            }
        } catch (InvalidQuantity invalid) {
            error(line, invalid.rule(), text);
        }
    }

    void severity(Figure figure, String severity, int line) {
        entries(figure).putIfAbsent("severity", new Entry(severity, line));
    }

    private Map<String, Entry> entries(Figure figure) {
        return sections.computeIfAbsent(figure.section(), section -> new LinkedHashMap<>())
                .computeIfAbsent(figure.subject(), subject -> new LinkedHashMap<>());
    }

    /** What is read over, and why. */
    void note(int line, String text) {
        notes.add(new Remark(line, text));
    }

    void error(int line, String rule, String received) {
        errors.add(new ProblemError("", line, 1, rule, received));
    }

    boolean isEmpty() {
        return understood.isEmpty() && errors.isEmpty();
    }

    List<Remark> notes() {
        return notes;
    }

    /**
     * The document, and what is to be said of it.
     *
     * @throws InvalidInput with every fault, if there is one or nothing is promised
     */
    Conversion conversion() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(ProblemError::line));
            throw new InvalidInput("not everything could be understood", errors);
        }
        if (understood.isEmpty()) {
            throw InvalidInput.of("", "a budget promises at least one thing", "no target was understood");
        }
        var text = new StringBuilder("# Written by belastbar convert; each line is one of the original.\n");
        sections.forEach((section, subjects) -> {
            text.append(section).append(":\n");
            subjects.forEach((subject, entries) -> {
                text.append("  ").append(quoted(subject)).append(":\n");
                entries.forEach((key, entry) ->
                        text.append("    %s: %s # line %d\n".formatted(key, quoted(entry.value()), entry.line())));
            });
        });
        return new Conversion(text.toString(), understood, notes);
    }

    /** As YAML and JSON quote a text. */
    static String quoted(String text) {
        try {
            return UNPRINTABLE.matcher(JSON.writeValueAsString(text)).replaceAll(found -> "\\\\u%04x"
                    .formatted((int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a string is always JSON", e);
        }
    }
}
