package io.belastbar.chaos.fault;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to break: {@code {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000,
 * "durationSeconds":60}}.
 */
public record FaultOrder(String target, int latencyMs, Duration duration) {
    public static final int LATENCY_MAX_MS = 120_000;
    public static final int DURATION_MAX_SECONDS = 900;
    private static final Set<String> FIELDS = Set.of("type", "target", "latencyMs", "durationSeconds");

    /**
     * Reads an order.
     *
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    static FaultOrder parse(String body) {
        DocumentNode root = DocumentParser.parse(body);
        ErrorCollector errors = new ErrorCollector();
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a fault");
        }
        root.rejectUnknown(FIELDS, errors);
        DocumentNode type = root.required("type", errors);
        type.asName(errors)
                .filter(text -> !text.equals(Fault.INSURER_LATENCY))
                .ifPresent(text -> errors.add(type, "must be a fault that is known here: " + Fault.INSURER_LATENCY));
        String target = root.name("target", errors);
        int latencyMs = between(root, "latencyMs", 1, LATENCY_MAX_MS, errors);
        int seconds = between(root, "durationSeconds", 1, DURATION_MAX_SECONDS, errors);
        errors.throwIfAny("the fault has errors");
        return new FaultOrder(target, latencyMs, Duration.ofSeconds(seconds));
    }

    private static int between(DocumentNode root, String field, int least, int most, ErrorCollector errors) {
        DocumentNode node = root.required(field, errors);
        Optional<Long> value = node.asInteger(errors);
        if (value.isPresent() && (value.get() < least || value.get() > most)) {
            errors.add(node, "must be between " + least + " and " + most);
        }
        return value.filter(number -> number >= least && number <= most)
                .map(Long::intValue)
                .orElse(least);
    }
}
