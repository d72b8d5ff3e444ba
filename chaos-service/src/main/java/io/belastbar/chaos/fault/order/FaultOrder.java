package io.belastbar.chaos.fault.order;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.field.ActionFields;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants to break, and for how long: {@code {"type":"insurer-latency","target":"smartbav-insurer",
 * "latency":"30s","duration":"60s"}}, or {@code latencyMs} and {@code durationSeconds} as whole numbers.
 */
public record FaultOrder(FaultAction action, Duration duration) {
    public static final int DURATION_MAX_SECONDS = 900;

    /**
     * Reads an order.
     *
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    public static FaultOrder parse(String body) {
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        ErrorCollector errors = new ErrorCollector();
        // First, so that no other fault shows what stands there.
        SecretTexts.refuseIn(root, errors);
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a fault");
        }
        Optional<FaultOrder> order = parse(root, errors);
        errors.throwIfAny("the fault has errors");
        return order.orElseThrow();
    }

    /** Reads an order inside another document; empty if it has errors, all of which are added then. */
    public static Optional<FaultOrder> parse(DocumentNode node, ErrorCollector errors) {
        Optional<FaultAction> action = FaultActions.parse(node, errors);
        Optional<Integer> seconds = new ActionFields(node, errors, false).seconds("duration", 1, DURATION_MAX_SECONDS);
        return action.flatMap(what -> seconds.map(time -> new FaultOrder(what, Duration.ofSeconds(time))));
    }
}
