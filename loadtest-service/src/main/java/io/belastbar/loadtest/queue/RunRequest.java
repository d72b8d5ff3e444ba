package io.belastbar.loadtest.queue;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a caller asks for.
 *
 * @param budget whether the budget of the system gives thresholds, even if the scenario does not say so
 * @param labels what is tested: {@code commit}, {@code version}, {@code branch}; never null
 * @param notAfter the run ends then at the latest, begun or not; null: with its scenario
 */
public record RunRequest(
        String scenario, boolean budget, WhenBusy whenBusy, Map<String, String> labels, Instant notAfter) {

    private static final int LABELS_MAX = 20;
    private static final int LABEL_LENGTH_MAX = 200;
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,62}");

    /** What to do while the system has a run that has not ended. */
    public enum WhenBusy {
        QUEUE,
        REJECT
    }

    /** @throws InvalidInput with every fault of the body */
    public static RunRequest parse(String body) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("scenario", "budget", "whenBusy", "labels", EndMoment.FIELD), errors);
        String scenario = root.name("scenario", errors);
        boolean budget = root.optionalBoolean("budget", errors).orElse(false);
        Optional<String> whenBusy = root.optionalString("whenBusy", errors);
        whenBusy.filter(wanted -> !Set.of("queue", "reject").contains(wanted))
                .ifPresent(wrong -> errors.add(root.required("whenBusy", errors), "must be queue or reject"));
        Map<String, String> labels = labels(root, errors);
        Instant notAfter = EndMoment.read(root, errors);
        errors.throwIfAny("the request for a test run has faults");
        return new RunRequest(
                scenario,
                budget,
                whenBusy.filter("reject"::equals).isPresent() ? WhenBusy.REJECT : WhenBusy.QUEUE,
                labels,
                notAfter);
    }

    private static Map<String, String> labels(DocumentNode root, ErrorCollector errors) {
        Map<String, String> labels = new TreeMap<>();
        root.optional("labels").filter(node -> node.requireMapping(errors)).ifPresent(node -> {
            if (node.fields().size() > LABELS_MAX) {
                errors.add(
                        node,
                        "may have at most " + LABELS_MAX + " labels",
                        node.fields().size() + " labels");
            }
            node.fields().forEach((name, value) -> {
                if (!LABEL_NAME.matcher(name).matches()) {
                    errors.addAtKey(value, "a label's name is a letter and up to 62 of a-z, 0-9, _, . and -", name);
                }
                value.asName(errors)
                        .filter(text -> text.length() <= LABEL_LENGTH_MAX || tooLong(value, text, errors))
                        .ifPresent(text -> labels.put(name, text));
            });
        });
        return labels;
    }

    private static boolean tooLong(DocumentNode value, String text, ErrorCollector errors) {
        errors.add(value, "may have at most " + LABEL_LENGTH_MAX + " characters", text.length() + " characters");
        return false;
    }
}
