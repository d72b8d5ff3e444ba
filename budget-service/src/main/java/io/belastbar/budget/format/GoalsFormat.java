package io.belastbar.budget.format;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.quantity.InvalidQuantity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Goals as a benchmark report writes them: {@code <50ms P95 mit ≥70% Hit-Rate}, {@code <10 Minuten}. As YAML under
 * {@code goals}, or as a Markdown page: a heading names the subject, the bullet {@code **Ziel:**} its goal, bullets with
 * {@code <} or {@code ≥} below it the goals of its parts. What was reached is read over: measurements tell it.
 */
final class GoalsFormat implements BudgetFormat {

    private static final String KEY = "goals";
    private static final Pattern GOAL = Pattern.compile("\\s*[-*]\\s+\\*\\*(?:Ziel|Goal):?\\*\\*:?\\s*(.+)");
    private static final Pattern PART = Pattern.compile("\\s{2,}[-*]\\s+([^:*]+):\\s*([<>≤≥].*)");
    private static final Pattern BUNDLE =
            Pattern.compile("(?i)\\s*(?:[-*]|\\d+\\.)\\s+\\*\\*(bundle.?size):?\\*\\*:?\\s*([<≤].+)");
    private static final Pattern HIT_RATE = Pattern.compile("(?i)([<>≤≥]=?\\s*\\d[\\d.,]*\\s*%)\\s*(?:hit|treffer)");
    private static final Pattern PIPELINE = Pattern.compile("(?i)(.+?)\\s+pipeline");
    private static final String BUNDLE_NAME = "initial-bundle";

    @Override
    public boolean reads(DocumentText text) {
        return Markdown.is(text)
                ? text.text().lines().anyMatch(line -> GOAL.matcher(line).matches())
                : text.hasKey(KEY);
    }

    @Override
    public PerformanceBudget read(DocumentText text) {
        var errors = new FormatErrors();
        var objectives = new Objectives();
        if (Markdown.is(text)) {
            Markdown.lines(text.text()).forEach(line -> read(line, objectives, errors));
        } else {
            readYaml(text, objectives, errors);
        }
        errors.throwIfAny("These are no goals.");
        return objectives.budget();
    }

    private static void readYaml(DocumentText text, Objectives objectives, FormatErrors errors) {
        text.root().fields().forEach((key, section) -> {
            if (!key.equals(KEY)) {
                errors.add(section.key().line(), "unknown key; known here: goals", key);
            }
            section.fields().forEach((name, value) -> {
                if (value.fields().isEmpty()) {
                    goal(name, value.text(), value.key().line(), objectives, errors);
                }
                value.fields().forEach((part, goal) -> {
                    var whole = part.equals("goal") ? name : name + ": " + part;
                    goal(whole, goal.text(), goal.key().line(), objectives, errors);
                });
            });
        });
    }

    private static void read(Markdown.Line line, Objectives objectives, FormatErrors errors) {
        var goal = GOAL.matcher(line.text());
        var part = PART.matcher(line.text());
        var bundle = BUNDLE.matcher(line.text());
        if (goal.matches() && line.heading() != null) {
            goal(line.heading(), goal.group(1), line.number(), objectives, errors);
        } else if (part.matches() && line.heading() != null) {
            var name = line.heading() + ": " + part.group(1).strip();
            goal(name, part.group(2), line.number(), objectives, errors);
        } else if (bundle.matches()) {
            goal(bundle.group(1), bundle.group(2), line.number(), objectives, errors);
        }
    }

    private static void goal(String name, String text, int line, Objectives objectives, FormatErrors errors) {
        try {
            var hits = HIT_RATE.matcher(text);
            var rate = hits.find() ? Phrase.in(hits.group(1)) : Optional.<Phrase>empty();
            var phrase = Phrase.in(hits.replaceAll(" "));
            if (phrase.isEmpty() && rate.isEmpty()) {
                errors.add(line, "a goal has a sign and an amount, as in <200ms P95", text);
            }
            phrase.ifPresent(found -> objectives.add(objective(name, found)));
            rate.ifPresent(found -> objectives.add(Objective.of(
                    Subject.of(SubjectKind.CACHE, name),
                    Measure.HIT_RATIO,
                    Statistic.NONE,
                    found.target(Dimension.RATIO))));
        } catch (InvalidQuantity invalid) {
            errors.add(line, invalid.rule(), text);
        }
    }

    /** A pipeline has a duration, a bundle a size, a share is a hit ratio; everything else answers within a time. */
    private static Objective objective(String name, Phrase phrase) {
        var pipeline = PIPELINE.matcher(name);
        if (pipeline.matches() && phrase.statistic() == Statistic.NONE) {
            var subject = Subject.of(SubjectKind.PIPELINE, pipeline.group(1).toLowerCase(Locale.ROOT));
            return Objective.of(subject, Measure.DURATION, Statistic.NONE, phrase.target(Dimension.TIME));
        }
        if (name.toLowerCase(Locale.ROOT).contains("bundle")) {
            var subject = Subject.of(SubjectKind.ARTEFACT, BUNDLE_NAME);
            return Objective.of(subject, Measure.SIZE, Statistic.NONE, phrase.target(Dimension.SIZE));
        }
        if (phrase.amount().endsWith("%")) {
            var subject = Subject.of(SubjectKind.CACHE, name);
            return Objective.of(subject, Measure.HIT_RATIO, Statistic.NONE, phrase.target(Dimension.RATIO));
        }
        var statistic = phrase.statistic() == Statistic.NONE ? Statistic.P95 : phrase.statistic();
        return Objective.of(
                Subject.of(SubjectKind.OPERATION, name),
                Measure.RESPONSE_TIME,
                statistic,
                phrase.target(Dimension.TIME));
    }
}
