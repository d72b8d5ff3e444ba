package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.objective.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of one subject, in the order in which Prometheus evaluates them: what is recorded before what looks at it. */
final class RuleGroup {

    private final String system;
    private final String subject;
    private final String link;
    private final List<Map<String, Object>> rules = new ArrayList<>();

    /** @param link where people see more */
    RuleGroup(String system, String subject, String link) {
        this.system = system;
        this.subject = subject;
        this.link = link;
    }

    /** A record's name with the labels by which this group's own is found. */
    String recorded(String record, String... more) {
        var matchers = new ArrayList<>(List.of(PromQl.equal("system", system), PromQl.equal("subject", subject)));
        matchers.addAll(List.of(more));
        return record + "{" + String.join(",", matchers) + "}";
    }

    /** Records it once, however many promises look at it. */
    void record(String record, Map<String, String> more, String expression) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("system", system);
        labels.put("subject", subject);
        labels.putAll(more);
        var rule = new LinkedHashMap<String, Object>();
        rule.put("record", record);
        rule.put("expr", expression);
        rule.put("labels", labels);
        if (!rules.contains(rule)) {
            rules.add(rule);
        }
    }

    /**
     * An alert.
     *
     * @param lasting how long it must hold; null for not at all
     * @param promise null if it is about none in particular
     * @param more further labels
     * @param summary one line
     * @param description may carry Prometheus' templates
     */
    record Alert(
            String name,
            String expression,
            String lasting,
            String severity,
            Objective promise,
            Map<String, String> more,
            String summary,
            String description) {}

    void alert(Alert alert) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("severity", alert.severity());
        labels.put("system", literally(system));
        labels.put("subject", literally(subject));
        if (alert.promise() != null) {
            labels.put("metric", alert.promise().metric());
            labels.put("limit", literally(alert.promise().limitText()));
        }
        labels.putAll(alert.more());
        var annotations = new LinkedHashMap<String, Object>();
        annotations.put("summary", literally(alert.summary()));
        annotations.put("description", alert.description());
        annotations.put("link", literally(link));
        var rule = new LinkedHashMap<String, Object>();
        rule.put("alert", alert.name());
        rule.put("expr", alert.expression());
        if (alert.lasting() != null) {
            rule.put("for", alert.lasting());
        }
        rule.put("labels", labels);
        rule.put("annotations", annotations);
        if (!rules.contains(rule)) {
            rules.add(rule);
        }
    }

    /** Labels and annotations of alerts are templates of Go: a name with its brackets must not become one. */
    static String literally(String text) {
        return text.replace("{{", "{{\"{{\"}}");
    }

    Map<String, Object> document() {
        var group = new LinkedHashMap<String, Object>();
        group.put("name", "belastbar " + system + " " + subject);
        group.put("rules", rules);
        return group;
    }
}
