package io.belastbar.budget.objective;

import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import io.belastbar.report.ReportLanguage;
import java.time.Duration;

/**
 * One promise: what, which figure of it, and the limit that it keeps.
 *
 * @param limit that a measurement must keep; null for a demand, which has no amount
 * @param warning a stricter limit: breaking it is a warning; null for none
 * @param critical a looser limit: breaking it is critical; null for none
 * @param baseline how it was when the document was written; null if it does not say
 * @param severity of a violation; null to derive it
 * @param window over which measurements are judged; null for {@link #WINDOW_DEFAULT}
 * @param terms how much it counts, and where; {@link Terms#NONE} where the document does not say
 */
public record Objective(
        Subject subject,
        Measure measure,
        Statistic statistic,
        Limit<?> limit,
        Limit<?> warning,
        Limit<?> critical,
        Quantity baseline,
        Severity severity,
        Duration window,
        Terms terms) {

    public static final Duration WINDOW_DEFAULT = Duration.ofHours(24);

    public Objective {
        if (measure.isDemand() != (limit == null)) {
            throw new IllegalArgumentException("a demand has no limit, everything else has one: was " + measure);
        }
        // Stored before there were any.
        terms = terms == null ? Terms.NONE : terms;
    }

    public static Objective of(Subject subject, Measure measure, Statistic statistic, Limit<?> limit) {
        return new Objective(subject, measure, statistic, limit, null, null, null, null, null, Terms.NONE);
    }

    /** {@code target_index_scan: true}, {@code target_seq_scan_allowed: false}. */
    public static Objective demand(Subject subject, Measure measure) {
        return of(subject, measure, Statistic.NONE, null);
    }

    public Objective withWarning(Limit<?> warning) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    public Objective withCritical(Limit<?> critical) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    public Objective withBaseline(Quantity baseline) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    public Objective withSeverity(Severity severity) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    public Objective withWindow(Duration window) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    public Objective withTerms(Terms terms) {
        return new Objective(subject, measure, statistic, limit, warning, critical, baseline, severity, window, terms);
    }

    /** The one vocabulary of documents, events, series and measurements, for example {@code target_response_time_p95}. */
    public String metric() {
        return new Metric(measure, statistic).text();
    }

    /** The limit as a sentence part with unit, for example {@code ≤ 500 ms}. */
    public String limitText() {
        return switch (measure) {
            case INDEX_SCAN -> "index scan";
            case SEQ_SCAN_ALLOWED -> "no sequential scan";
            default -> limit.text();
        };
    }

    /** An observed amount in the dimension's unit, as it stands beside {@link #limitText()}: on the right side of it. */
    public String observedText(double value) {
        return measure.dimension().text(value, measure.dimension().value(limit.value()));
    }

    /** The same in a sentence of this language. */
    public String observedText(double value, ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? observedText(value).replace('.', ',') : observedText(value);
    }

    /** The document's word, else HIGH for what users feel first: errors and slow responses; MEDIUM for the rest. */
    public Severity severityOrDefault() {
        if (severity != null) {
            return severity;
        }
        var slow = measure == Measure.RESPONSE_TIME && statistic.isPercentile() && statistic.share() >= 0.95;
        return slow || measure == Measure.ERROR_RATE || measure == Measure.SUCCESS_RATE
                ? Severity.HIGH
                : Severity.MEDIUM;
    }

    public Duration windowOrDefault() {
        return window == null ? WINDOW_DEFAULT : window;
    }
}
