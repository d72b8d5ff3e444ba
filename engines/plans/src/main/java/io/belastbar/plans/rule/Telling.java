package io.belastbar.plans.rule;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An advice in the making: its sentences are the texts {@code <rule>.title}, {@code .seen}, {@code .remedy} and
 * {@code .threshold}. Numbers are given as {@code double}, so that each language writes them its own way.
 */
public final class Telling {
    private final PlanRule rule;
    private final Plan plan;
    private final MeasuredNode node;
    private final Gain gain;
    private final Map<String, String> evidence = new LinkedHashMap<>();
    private double likelihood = 1;
    private Sentence title;
    private Sentence seen;
    private Sentence remedy;
    private Sentence threshold;

    private Telling(PlanRule rule, Plan plan, MeasuredNode node, Gain gain) {
        this.rule = rule;
        this.plan = plan;
        this.node = node;
        this.gain = gain;
        this.title = text("title", SqlNames.label(node));
    }

    public static Telling of(PlanRule rule, Plan plan, MeasuredNode node, Gain gain) {
        return new Telling(rule, plan, node, gain);
    }

    /** Of a cause that may cost less than that, or nothing: how much of the gain the advice weighs, 0 to 1. */
    public Telling weighing(double part) {
        likelihood = part;
        return this;
    }

    /** By default it has the name of the node's table, index or type as its only argument. */
    public Telling title(Object... arguments) {
        title = text("title", arguments);
        return this;
    }

    /** What was seen, and after it how much of the time or the cost it is. */
    public Telling seen(Object... arguments) {
        return seenAs("seen", arguments);
    }

    /** The same with another text than {@code .seen}. */
    public Telling seenAs(String key, Object... arguments) {
        Sentence what = text(key, arguments);
        Sentence saving = saving();
        seen = Sentence.of(language -> what.in(language) + " " + saving.in(language));
        return this;
    }

    public Telling remedy(Object... arguments) {
        return remedyAs("remedy", arguments);
    }

    /** One of several remedies of a rule, by the rest of its key. */
    public Telling remedyAs(String key, Object... arguments) {
        remedy = text(key, arguments);
        return this;
    }

    /** A remedy that rules share, by its whole key. */
    public Telling remedyShared(String key, Object... arguments) {
        remedy = general(key, arguments);
        return this;
    }

    public Telling threshold(Object... arguments) {
        threshold = text("threshold", arguments);
        return this;
    }

    /** A figure for machines; whole numbers without decimals. */
    public Telling evidence(String name, double value) {
        evidence.put(name, written(value));
        return this;
    }

    public Telling evidence(String name, String value) {
        evidence.put(name, value);
        return this;
    }

    public Advice advice() {
        if (gain.basis() == Gain.Basis.TIME) {
            evidence("savesAtMostMs", gain.ms());
        }
        return Advice.about(
                node,
                rule.name(),
                gain.share() * likelihood,
                new Advice.Texts(title, seen, remedy, threshold),
                evidence);
    }

    private Sentence saving() {
        return switch (gain.basis()) {
            case TIME -> general("saves.time", gain.ms(), plan.totalMs());
            case BLOCKS -> general("saves.blocks", percent(), plan.blocks().touched());
            case COST -> general("saves.cost", percent(), plan.root().totalCost());
        };
    }

    private Sentence percent() {
        return Sentence.of(language -> language.percent(gain.share()));
    }

    private Sentence text(String key, Object... arguments) {
        return general(rule.name() + "." + key, arguments);
    }

    private static Sentence general(String key, Object... arguments) {
        return Wording.sentence(Telling.class, words -> words.text(key, arguments));
    }

    private static String written(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
