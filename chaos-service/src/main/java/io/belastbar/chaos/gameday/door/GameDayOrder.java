package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a caller asks for.
 *
 * @param timeScale moves the steps of a rehearsal; 1 for the real exercise
 * @param dryRun whether everything is only looked at
 * @param withoutImpossible whether it goes without what cannot be carried out here
 */
record GameDayOrder(
        String runbook,
        Map<String, String> variables,
        double timeScale,
        boolean unattended,
        boolean dryRun,
        boolean withoutImpossible) {
    private static final Set<String> FIELDS =
            Set.of("runbook", "variables", "timeScale", "unattended", "dryRun", "withoutImpossible");

    /** @throws io.belastbar.document.InvalidInput with every fault of the body */
    static GameDayOrder parse(String body) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        SecretTexts.refuseIn(root, errors);
        root.requireMapping(errors);
        root.rejectUnknown(FIELDS, errors);
        String runbook = root.name("runbook", errors);
        Map<String, String> variables = new TreeMap<>();
        root.optional("variables").filter(node -> node.requireMapping(errors)).ifPresent(node -> node.fields()
                .forEach((name, value) -> value.asString(errors).ifPresent(text -> variables.put(name, text))));
        double timeScale = root.optionalNumber("timeScale", errors).orElse(1.0);
        if (!(timeScale > 0 && timeScale <= 1)) {
            errors.add(root.required("timeScale", errors), "must be above 0 and at most 1");
        }
        boolean unattended = root.optionalBoolean("unattended", errors).orElse(false);
        boolean dryRun = root.optionalBoolean("dryRun", errors).orElse(false);
        boolean without = root.optionalBoolean("withoutImpossible", errors).orElse(false);
        errors.throwIfAny("the request for a game day has faults");
        return new GameDayOrder(runbook, variables, timeScale, unattended, dryRun, without);
    }
}
