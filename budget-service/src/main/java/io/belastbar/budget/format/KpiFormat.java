package io.belastbar.budget.format;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of KPIs by name: {@code api_response_time_p95: 200.0} under {@code kpis}, or the Python dataclass that says
 * {@code api_response_time_p95: float = 200.0  # ms}. The name says figure and unit: times are milliseconds, shares are
 * percentages.
 */
final class KpiFormat implements BudgetFormat {

    private static final String KEY = "kpis";
    private static final Pattern FIELD =
            Pattern.compile("\\s+(\\w+)\\s*:\\s*(?:float|int)\\s*=\\s*(\\d[\\d._]*)\\s*(?:#\\s*(.*))?");
    private static final Pattern ANY_FIELD = Pattern.compile("\\s+\\w+\\s*:\\s*[^\\s].*");
    private static final Pattern UNIT = Pattern.compile("(ms|s|µs|us|%|‰|[kMGT]?i?B|req/\\w+|\\w+/s)\\b.*|%.*");
    private static final Pattern RESPONSE_TIME =
            Pattern.compile("(.+)_(?:response_time|latency|duration)_(p\\d{2,3}|avg)");
    private static final Pattern PER_TIME = Pattern.compile("(.+)_per_(second|minute|hour)");
    private static final Pattern USAGE = Pattern.compile("(.+?)(?:_usage|_utili[sz]ation)?_max");
    private static final Pattern FAILURES = Pattern.compile("(?:(.+)_)?(?:error|failure)_rate_max");
    private static final Pattern HITS = Pattern.compile("(.+?)_hit_(?:rate|ratio)(?:_min)?");
    private static final Set<String> ONLY_WARNING = Set.of("cpu", "memory");
    private static final String RULE = "a KPI's name ends in _response_time_p95, _per_second, _per_minute, _usage_max,"
            + " _connections_max, error_rate_max, _failure_rate_max or _hit_rate_min";

    @Override
    public boolean reads(DocumentText text) {
        return text.text().contains("@dataclass")
                        && text.text().lines().anyMatch(line -> FIELD.matcher(line)
                                .matches())
                || text.hasKey(KEY);
    }

    @Override
    public PerformanceBudget read(DocumentText text) {
        var errors = new FormatErrors();
        var objectives = new Objectives();
        var kpis = text.text().contains("@dataclass") ? fields(text.text(), errors) : entries(text, errors);
        kpis.forEach(kpi -> read(kpi, objectives, errors));
        errors.throwIfAny("This is no set of KPIs.");
        return objectives.budget();
    }

    /** {@code comment} is what Python says behind the value; empty without. */
    private record Kpi(String name, String amount, String comment, int line) {}

    /** The fields of the data classes; a field that is no plain number is a fault, not a gap. */
    private static List<Kpi> fields(String text, FormatErrors errors) {
        var kpis = new ArrayList<Kpi>();
        boolean inClass = false;
        int line = 0;
        for (var content : text.lines().toList()) {
            line++;
            if (!content.isBlank() && !Character.isWhitespace(content.charAt(0))) {
                inClass = content.startsWith("class ") ? inClass : content.startsWith("@dataclass");
                continue;
            }
            var field = FIELD.matcher(content);
            if (inClass && field.matches()) {
                var comment = field.group(3) == null ? "" : field.group(3).strip();
                kpis.add(new Kpi(field.group(1), field.group(2).replace("_", ""), comment, line));
            } else if (inClass && ANY_FIELD.matcher(content).matches()) {
                errors.add(line, "a KPI is a number, as in error_rate_max: float = 0.1", content.strip());
            }
        }
        return kpis;
    }

    private static List<Kpi> entries(DocumentText text, FormatErrors errors) {
        var kpis = new ArrayList<Kpi>();
        text.root().fields().forEach((key, section) -> {
            if (!key.equals(KEY)) {
                errors.add(section.key().line(), "unknown key; known here: kpis", key);
                return;
            }
            section.fields()
                    .forEach((name, value) ->
                            kpis.add(new Kpi(name, value.text(), "", value.key().line())));
        });
        return kpis;
    }

    private static void read(Kpi kpi, Objectives objectives, FormatErrors errors) {
        var meaning = Meaning.of(kpi.name());
        if (meaning.isEmpty()) {
            errors.add(kpi.line(), RULE, kpi.name());
            return;
        }
        var unit = meaning.get().unit();
        if (UNIT.matcher(kpi.comment()).matches() && !kpi.comment().startsWith(unit)) {
            errors.add(kpi.line(), "the name means " + unit + ", the comment says otherwise", kpi.comment());
            return;
        }
        try {
            objectives.add(meaning.get().objective(kpi.amount()));
        } catch (InvalidQuantity invalid) {
            errors.add(kpi.line(), invalid.rule(), kpi.name() + ": " + kpi.amount());
        }
    }

    /** What a KPI's name says. */
    private record Meaning(Subject subject, Metric metric, String unit) {

        static Optional<Meaning> of(String name) {
            return responseTime(name)
                    .or(() -> perTime(name))
                    .or(() -> failures(name))
                    .or(() -> hits(name))
                    .or(() -> usage(name));
        }

        private static Optional<Meaning> responseTime(String name) {
            return match(RESPONSE_TIME, name).flatMap(found -> Statistic.of(found.group(2))
                    .map(statistic -> new Meaning(
                            found.group(1).equals("api") ? endpoints() : operation(found.group(1)),
                            new Metric(Measure.RESPONSE_TIME, statistic),
                            "ms")));
        }

        private static Optional<Meaning> perTime(String name) {
            return match(PER_TIME, name)
                    .map(found -> new Meaning(
                            found.group(1).equals("requests")
                                    ? endpoints()
                                    : Subject.of(SubjectKind.BUSINESS, found.group(1)),
                            new Metric(Measure.THROUGHPUT, Statistic.NONE),
                            "req/" + found.group(2)));
        }

        private static Optional<Meaning> failures(String name) {
            return match(FAILURES, name)
                    .map(found -> new Meaning(
                            found.group(1) == null
                                    ? endpoints()
                                    : Subject.of(SubjectKind.BUSINESS, found.group(1) + "s"),
                            new Metric(Measure.ERROR_RATE, Statistic.NONE),
                            "%"));
        }

        private static Optional<Meaning> hits(String name) {
            return match(HITS, name)
                    .map(found -> new Meaning(
                            Subject.of(SubjectKind.CACHE, found.group(1)),
                            new Metric(Measure.HIT_RATIO, Statistic.NONE),
                            "%"));
        }

        private static Optional<Meaning> usage(String name) {
            return match(USAGE, name)
                    .map(found -> new Meaning(
                            Subject.of(SubjectKind.RESOURCE, found.group(1)),
                            new Metric(Measure.UTILISATION, Statistic.NONE),
                            "%"));
        }

        private static Optional<Matcher> match(Pattern pattern, String name) {
            var match = pattern.matcher(name);
            return match.matches() ? Optional.of(match) : Optional.empty();
        }

        private static Subject endpoints() {
            return Subject.of(SubjectKind.ENDPOINT, Subject.ALL);
        }

        private static Subject operation(String name) {
            return Subject.of(SubjectKind.OPERATION, name);
        }

        /** As the monitor of requirements 4: processor and memory warn, everything else is critical. */
        Objective objective(String amount) {
            var text = amount.matches("[\\d.]+") ? amount + " " + unit : amount;
            var measure = metric.measure();
            var limit = measure.lowerIsBetter()
                    ? Limit.fromAbove(text, measure.dimension()::parse)
                    : Limit.fromBelow(text, measure.dimension()::parse);
            var severity = ONLY_WARNING.contains(subject.name()) ? Severity.MEDIUM : Severity.HIGH;
            return Objective.of(subject, measure, metric.statistic(), limit).withSeverity(severity);
        }
    }
}
