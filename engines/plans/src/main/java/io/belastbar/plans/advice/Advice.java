package io.belastbar.plans.advice;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.report.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a rule says about one node of a plan, or about the whole of it.
 *
 * @param rule the rule's name
 * @param weight how much there is to win, 0 to 1, as a part of the execution; what weighs more is said first
 * @param node the node's index in its plan; the root's for the whole plan
 * @param pointer JSON pointer of that node in what was read
 * @param title what is wrong, in a few words
 * @param seen what was seen, with figures
 * @param remedy what to do; the SQL or the setting where there is one
 * @param threshold from when on the rule speaks, and who says so
 * @param evidence figures in a machine's hands, in order
 */
public record Advice(
        String rule,
        double weight,
        int node,
        String pointer,
        Sentence title,
        Sentence seen,
        Sentence remedy,
        Sentence threshold,
        Map<String, String> evidence) {

    public Advice {
        Objects.requireNonNull(rule, "rule");
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight should be between 0 and 1: was " + weight);
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(threshold, "threshold");
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** About a node. */
    public static Advice about(
            MeasuredNode node, String rule, double weight, Texts texts, Map<String, String> evidence) {
        return new Advice(
                rule,
                weight,
                node.index(),
                node.pointer(),
                texts.title(),
                texts.seen(),
                texts.remedy(),
                texts.threshold(),
                evidence);
    }

    /** The four sentences of an advice. */
    public record Texts(Sentence title, Sentence seen, Sentence remedy, Sentence threshold) {}
}
