package io.belastbar.local.convert;

import io.belastbar.document.DocumentNode;
import io.belastbar.local.convert.Conversion.Remark;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** KPIs, targets, alerts and goals as YAML: {@code targets: { API Response Time: P95 < 500ms }}. */
final class PromiseYaml {

    private static final Set<String> KEYS = Set.of("kpis", "targets", "alerts", "goals");

    private PromiseYaml() {}

    static boolean reads(DocumentNode root) {
        return root.fields().keySet().stream().anyMatch(KEYS::contains);
    }

    static Conversion read(DocumentNode root, List<Remark> notes) {
        var budget = new NativeBudget();
        notes.forEach(note -> budget.note(note.line(), note.text()));
        root.fields().forEach((key, section) -> {
            switch (key) {
                case "kpis" ->
                    each(section, budget, (name, node) -> Kpis.read(name, node.text(), "", line(node), budget));
                case "targets", "alerts" ->
                    each(section, budget, (name, node) -> target(key.equals("alerts"), name, node, budget));
                case "goals" -> each(section, budget, (name, node) -> goal(name, node, budget));
                default -> budget.error(line(section), "unknown key; known here: alerts, goals, kpis, targets", key);
            }
        });
        return budget.conversion();
    }

    private static void each(DocumentNode section, NativeBudget budget, BiConsumer<String, DocumentNode> reader) {
        if (section.kind() != DocumentNode.Kind.MAPPING) {
            budget.error(line(section), "has a name and a limit for each promise", section.text());
        }
        section.fields().forEach(reader);
    }

    private static void target(boolean alert, String name, DocumentNode node, NativeBudget budget) {
        Targets.named(name)
                .ifPresentOrElse(
                        figure -> Targets.read(alert, figure, node.text(), line(node), budget),
                        () -> budget.error(line(node), Targets.NAMES, name));
    }

    private static void goal(String name, DocumentNode node, NativeBudget budget) {
        if (node.fields().isEmpty()) {
            Goals.read(name, node.text(), line(node), budget);
        }
        node.fields()
                .forEach((part, goal) ->
                        Goals.read(part.equals("goal") ? name : name + ": " + part, goal.text(), line(goal), budget));
    }

    private static int line(DocumentNode node) {
        return node.key().line();
    }
}
