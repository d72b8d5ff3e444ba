package io.belastbar.chaos.record.action;

import io.belastbar.chaos.record.action.ActionItem.Plan;
import io.belastbar.contracts.Severity;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An action item as a person sends it: {@code {"text": "…", "owner": "…", "due": "2027-01-15", "retest": "…"}}. */
record ActionItemOrder(String text, Severity severity, Plan plan) {
    private static final int TEXT_LENGTH_MAX = 500;
    private static final int OWNER_LENGTH_MAX = 200;
    private static final Pattern RUNBOOK = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    /**
     * Reads one.
     *
     * @param runbook whose repeat closes it if none is named
     * @param today in the system's zone: nothing is due before
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static ActionItemOrder parse(String body, String runbook, LocalDate today) {
        var errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        String text = "";
        String owner = "";
        LocalDate due = today;
        String retest = runbook;
        Severity severity = Severity.MEDIUM;
        if (root.requireMapping(errors)) {
            root.rejectUnknown(Set.of("text", "owner", "due", "retest", "severity"), errors);
            text = text(root.required("text", errors), TEXT_LENGTH_MAX, errors);
            owner = text(root.required("owner", errors), OWNER_LENGTH_MAX, errors);
            due = due(root.required("due", errors), today, errors);
            retest = root.optional("retest").map(node -> retest(node, errors)).orElse(runbook);
            severity = root.optional("severity")
                    .map(node -> severity(node, errors))
                    .orElse(Severity.MEDIUM);
        }
        errors.throwIfAny("the action item has errors");
        return new ActionItemOrder(text, severity, new Plan(owner, due, retest));
    }

    private static String text(DocumentNode node, int lengthMax, ErrorCollector errors) {
        String text = node.asString(errors).map(String::strip).orElse("");
        if (text.isEmpty() && node.kind() == DocumentNode.Kind.SCALAR) {
            errors.add(node, "must not be empty");
        }
        if (text.length() > lengthMax) {
            errors.add(node, "must have at most " + lengthMax + " characters", text.length() + " characters");
        }
        return text;
    }

    private static LocalDate due(DocumentNode node, LocalDate today, ErrorCollector errors) {
        Optional<String> text = node.asString(errors);
        try {
            LocalDate due = text.map(LocalDate::parse).orElse(today);
            if (due.isBefore(today) || due.getYear() > today.getYear() + 10) {
                errors.add(node, "must be a day from today, " + today + ", within ten years");
            }
            return due;
        } catch (DateTimeParseException noDate) {
            errors.add(node, "must be a date, as in 2027-01-15");
            return today;
        }
    }

    private static String retest(DocumentNode node, ErrorCollector errors) {
        String name = node.asString(errors).orElse("");
        if (!RUNBOOK.matcher(name).matches()) {
            errors.add(node, "must be the name of a runbook: small letters, digits and hyphens");
        }
        return name;
    }

    private static Severity severity(DocumentNode node, ErrorCollector errors) {
        return node.asName(errors)
                .flatMap(name -> Arrays.stream(Severity.values())
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .orElseGet(() -> {
                    errors.add(node, "must be one of CRITICAL, HIGH, MEDIUM, LOW");
                    return Severity.MEDIUM;
                });
    }
}
