package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.errorbudget.BurnPair;
import io.belastbar.budget.errorbudget.ErrorShare;
import io.belastbar.budget.export.yaml.Yaml;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Promises about endpoints as Prometheus rules: percentiles alert when they are broken for 5 minutes, error rates on the rate
 * at which they spend their budget ({@link BurnPair}). Beside each stands a rule that says when it could not fire.
 */
public final class PrometheusRules {

    private final String system;
    private final SystemSelector selector;
    private final String link;
    private final Map<Subject, RuleGroup> groups = new LinkedHashMap<>();
    private final List<Objective> said = new ArrayList<>();
    private final List<Objective> left = new ArrayList<>();

    private PrometheusRules(String system, SystemSelector selector, String link) {
        this.system = system;
        this.selector = selector;
        this.link = link;
    }

    /** The file of rules; {@code address}: where people reach this service, without a slash at the end. */
    public static String of(String system, PerformanceBudget budget, SystemSelector selector, String address) {
        var rules = new PrometheusRules(system, selector, address + "/api/v1/systems/" + system + "/error-budgets");
        budget.objectives().forEach(rules::add);
        return RulesHead.of(system, selector, rules.said, rules.left(budget)) + Yaml.write(rules.document());
    }

    /** A rule has no limit that moves with what was before. */
    private List<String> left(PerformanceBudget budget) {
        return Stream.concat(
                        left.stream().map(promise -> promise.subject().text() + " " + promise.metric()),
                        budget.relative()
                                .map(promise -> promise.subject().text() + " " + promise.metric() + " (relative)"))
                .toList();
    }

    private void add(Objective promise) {
        var share = ErrorShare.of(Stream.of(promise))
                .filter(one -> !BurnPair.of(one.window()).isEmpty())
                .findFirst();
        boolean latency = promise.measure() == Measure.RESPONSE_TIME
                && promise.statistic().isPercentile()
                && promise.limit() != null;
        if (promise.subject().kind() != SubjectKind.ENDPOINT
                || !promise.terms().counts()
                || share.isEmpty() && !latency) {
            left.add(promise);
            return;
        }
        said.add(promise);
        var queries = PrometheusQueries.of(selector, promise.subject());
        var group = groups.computeIfAbsent(promise.subject(), subject -> {
            var made = new RuleGroup(system, subject.text(), link);
            made.alert(noRequests(queries, subject));
            return made;
        });
        if (latency) {
            new LatencyRules(group, queries, promise).add();
        } else {
            new BurnRules(group, queries, share.orElseThrow()).add();
        }
    }

    private static RuleGroup.Alert noRequests(PrometheusQueries queries, Subject subject) {
        return new RuleGroup.Alert(
                "BelastbarNoRequests",
                queries.noRequests(),
                "1h",
                "info",
                null,
                Map.of("kind", "no-data"),
                subject.text() + ": nothing is known",
                "No request was counted since the start. If there should be some, its path or a label is another one.");
    }

    private Map<String, Object> document() {
        var whole = new RuleGroup(system, Subject.ALL, link);
        whole.alert(new RuleGroup.Alert(
                "BelastbarNoMetrics",
                "absent(http_server_requests_seconds_count{" + selector.text() + "})",
                "10m",
                "warning",
                null,
                Map.of("kind", "no-data"),
                system + ": no rule can fire",
                "Nothing has the label " + RuleGroup.literally(selector.text())
                        + ": the target is away, or the label is another one (see the head of the rules)."));
        var all = new ArrayList<Map<String, Object>>();
        if (!said.isEmpty()
                && said.stream().anyMatch(promise -> promise.subject().service() == null)) {
            all.add(systemGroup(whole));
        }
        groups.values().forEach(group -> all.add(group.document()));
        return Map.of("groups", all);
    }

    /** Named apart from the group of all endpoints together. */
    private Map<String, Object> systemGroup(RuleGroup whole) {
        var document = new LinkedHashMap<>(whole.document());
        document.put("name", "belastbar " + system);
        return document;
    }
}
