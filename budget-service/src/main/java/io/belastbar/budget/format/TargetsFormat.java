package io.belastbar.budget.format;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Targets and alerts by their usual names ({@code API Response Time: P95 < 500ms}): as YAML with {@code targets} and
 * {@code alerts}, or as a Markdown page with bullets under headings of these names. An alert says when something is
 * wrong, and becomes the critical limit of the target with the same figure.
 */
final class TargetsFormat implements BudgetFormat {

    private static final Pattern TARGETS = Pattern.compile("(?i)\\b(ziel\\S*|targets?|target metrics)\\b.*");
    private static final Pattern ALERTS = Pattern.compile("(?i)\\b(alerts?|alarme?)\\b.*");
    private static final Pattern BULLET = Pattern.compile("\\s*[-*]\\s+\\*\\*(.+?):?\\*\\*:?\\s*(.*)");
    private static final String NAMES =
            "the name says what is meant: response time, query time, cache hit rate, throughput, error rate,"
                    + " connection pool exhaustion";

    @Override
    public boolean reads(DocumentText text) {
        return Markdown.is(text)
                ? Markdown.lines(text.text()).stream()
                        .anyMatch(line -> section(line.heading()).isPresent()
                                && BULLET.matcher(line.text()).matches())
                : text.hasKey("targets") || text.hasKey("alerts");
    }

    @Override
    public PerformanceBudget read(DocumentText text) {
        var errors = new FormatErrors();
        var objectives = new Objectives();
        // Targets first, wherever they stand: an alert belongs to the target of its figure.
        entries(text, errors).stream()
                .sorted(Comparator.comparing(Entry::section))
                .forEach(entry -> read(entry, objectives, errors));
        errors.throwIfAny("These are no targets and alerts.");
        return objectives.budget();
    }

    private enum Section {
        TARGETS,
        ALERTS
    }

    private record Entry(Section section, String name, String phrase, int line) {}

    private static List<Entry> entries(DocumentText text, FormatErrors errors) {
        return Markdown.is(text) ? fromMarkdown(text) : fromYaml(text, errors);
    }

    private static List<Entry> fromMarkdown(DocumentText text) {
        return Markdown.lines(text.text()).stream()
                .flatMap(line -> section(line.heading()).flatMap(section -> entry(section, line)).stream())
                .toList();
    }

    private static Optional<Entry> entry(Section section, Markdown.Line line) {
        var bullet = BULLET.matcher(line.text());
        return bullet.matches()
                ? Optional.of(new Entry(
                        section, bullet.group(1).strip(), bullet.group(2).strip(), line.number()))
                : Optional.empty();
    }

    private static Optional<Section> section(String heading) {
        if (heading != null && TARGETS.matcher(heading).find()) {
            return Optional.of(Section.TARGETS);
        }
        return heading != null && ALERTS.matcher(heading).find() ? Optional.of(Section.ALERTS) : Optional.empty();
    }

    private static List<Entry> fromYaml(DocumentText text, FormatErrors errors) {
        var entries = new ArrayList<Entry>();
        text.root().fields().forEach((key, section) -> {
            if (!key.equals("targets") && !key.equals("alerts")) {
                errors.add(section.key().line(), "unknown key; known here: alerts, targets", key);
                return;
            }
            section.fields()
                    .forEach((name, value) -> entries.add(new Entry(
                            key.equals("targets") ? Section.TARGETS : Section.ALERTS,
                            name,
                            value.text(),
                            value.key().line())));
        });
        return entries;
    }

    private static void read(Entry entry, Objectives objectives, FormatErrors errors) {
        var name = entry.name().toLowerCase(Locale.ROOT);
        var figure = Figure.named(name);
        if (figure.isEmpty()) {
            errors.add(entry.line(), NAMES, entry.name());
            return;
        }
        if (figure.get() == Figure.POOL && entry.phrase().isBlank()) {
            objectives.addAlert(Objective.of(
                    figure.get().subject,
                    Measure.UTILISATION,
                    Statistic.NONE,
                    new Limit<>(Comparison.BELOW, new Ratio(1))));
            return;
        }
        try {
            add(entry, figure.get(), objectives, errors);
        } catch (InvalidQuantity invalid) {
            errors.add(entry.line(), invalid.rule(), entry.phrase());
        }
    }

    private static void add(Entry entry, Figure figure, Objectives objectives, FormatErrors errors) {
        var phrase = Phrase.in(entry.phrase());
        if (phrase.isEmpty()) {
            errors.add(entry.line(), "a limit has a sign and an amount, as in P95 < 500ms", entry.phrase());
            return;
        }
        var measure = figure.measure;
        var limit = entry.section() == Section.TARGETS
                ? phrase.get().target(measure.dimension())
                : phrase.get().alert(measure.dimension());
        if (limit.comparison().limitsFromAbove() != measure.lowerIsBetter()) {
            errors.add(
                    entry.line(),
                    entry.section() == Section.TARGETS
                            ? "a target is kept: " + (measure.lowerIsBetter() ? "< or ≤" : "> or ≥")
                            : "an alert says what is wrong: " + (measure.lowerIsBetter() ? "> or ≥" : "< or ≤"),
                    entry.phrase());
            return;
        }
        var objective = Objective.of(figure.subject, measure, phrase.get().statistic(), limit);
        if (entry.section() == Section.TARGETS) {
            objectives.add(objective);
        } else {
            objectives.addAlert(objective);
        }
    }

    /** The usual names, the more special before the more general. */
    private enum Figure {
        POOL("pool", SubjectKind.RESOURCE, "database_connections", Measure.UTILISATION),
        QUERY_TIME("query", SubjectKind.QUERY, Subject.ALL, Measure.QUERY_TIME),
        HIT_RATIO("hit", SubjectKind.CACHE, "cache", Measure.HIT_RATIO),
        ERROR_RATE("error", SubjectKind.ENDPOINT, Subject.ALL, Measure.ERROR_RATE),
        THROUGHPUT("throughput", SubjectKind.ENDPOINT, Subject.ALL, Measure.THROUGHPUT),
        RESPONSE_TIME("response", SubjectKind.ENDPOINT, Subject.ALL, Measure.RESPONSE_TIME);

        private final String word;
        private final Subject subject;
        private final Measure measure;

        Figure(String word, SubjectKind kind, String name, Measure measure) {
            this.word = word;
            this.subject = Subject.of(kind, name);
            this.measure = measure;
        }

        static Optional<Figure> named(String name) {
            return Arrays.stream(values())
                    .filter(figure -> name.contains(figure.word))
                    .findFirst();
        }
    }
}
