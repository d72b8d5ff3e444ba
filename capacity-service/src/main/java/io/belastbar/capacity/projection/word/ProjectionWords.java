package io.belastbar.capacity.projection.word;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a projection says, in sentences of both languages.
 *
 * @param zone in which days are told
 * @param now another year than its is written beside a day
 */
public record ProjectionWords(ZoneId zone, Instant now) {
    private static final String MEAN = "mean-of(";
    private static final String LAST_VALUE = "naive";

    /** Why this method: {@code Theta won 4 of 5 folds, MASE 0.81; naive 1.00}. */
    public static Sentence method(ChosenMethod method) {
        return Wording.sentence(ProjectionWords.class, words -> method(words, method));
    }

    private static String method(Wording words, ChosenMethod method) {
        String name = name(words, method.name());
        if (method.folds() == 0 || method.mase() == null) {
            return words.text("method.unproven", name);
        }
        if (method.name().equals(LAST_VALUE)) {
            return words.text("method.noneBetter");
        }
        String own = score(words, method.mase());
        if (method.foldsWon() == 0) {
            return method.naiveMase() == null
                    ? words.text("method.closest", name, method.folds(), own)
                    : words.text("method.closestAndNaive", name, method.folds(), own, score(words, method.naiveMase()));
        }
        return method.naiveMase() == null
                ? words.text("method.won", name, method.foldsWon(), method.folds(), own)
                : words.text(
                        "method.wonAndNaive",
                        name,
                        method.foldsWon(),
                        method.folds(),
                        own,
                        score(words, method.naiveMase()));
    }

    /** Always with two decimals, so that two of them can be compared. */
    private static String score(Wording words, double mase) {
        return String.format(words.language().locale(), "%.2f", mase);
    }

    private static String name(Wording words, String method) {
        if (method.startsWith(MEAN) && method.endsWith(")")) {
            List<String> parts = Stream.of(
                            method.substring(MEAN.length(), method.length() - 1).split(","))
                    .map(part -> among(words, part))
                    .toList();
            return words.text("method.mean", listed(parts, words.language().choose(" und ", " and ")));
        }
        String key = "method.name." + method;
        return words.has(key) ? words.text(key) : method;
    }

    /** As it stands in an enumeration: {@code der Autoregression}. */
    private static String among(Wording words, String method) {
        String key = "method.among." + method;
        return words.has(key) ? words.text(key) : name(words, method);
    }

    private static String listed(List<String> parts, String and) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts) : String.join(", ", parts.subList(0, last)) + and + parts.get(last);
    }

    /**
     * When a limit is reached: {@code 150 connections between 3 and 29 March, most likely 14 March}.
     *
     * @param reach until when the projection goes
     */
    public Sentence limit(ProjectedLimit projected, Instant reach) {
        return Wording.sentence(ProjectionWords.class, words -> limit(words, projected, reach));
    }

    /** The same with what is to be done then, if somebody said: {@code …; Increase max_connections}. */
    public Sentence limitAndAction(ProjectedLimit projected, Instant reach) {
        String action = projected.limit().action();
        Sentence when = limit(projected, reach);
        return action == null || action.isBlank()
                ? when
                : new Sentence(when.english() + "; " + action, when.german() + "; " + action);
    }

    private String limit(Wording words, ProjectedLimit projected, Instant reach) {
        MetricLimit limit = projected.limit();
        String amount = AmountWords.of(words.language(), limit.value(), limit.unit());
        DayWords days = days(words.language());
        return switch (projected.status()) {
            case REACHED -> words.text("limit.reached", amount, days.day(projected.since()));
            case NOT_WITHIN ->
                words.text(days.isPast(reach) ? "limit.ended" : "limit.notWithin", amount, days.day(reach));
            case EXPECTED -> expected(words, projected, amount, days, reach);
        };
    }

    private static String expected(Wording words, ProjectedLimit limit, String amount, DayWords days, Instant reach) {
        if (limit.p50() == null) {
            return days.isPast(reach)
                    ? words.text("limit.ended", amount, days.day(reach))
                    : words.text("limit.possible", amount, days.from(limit.p10()), days.day(reach));
        }
        if (days.isPast(limit.p50())) {
            return words.text("limit.byNow", amount);
        }
        Instant early = limit.p10() == null ? limit.p50() : limit.p10();
        String likely = days.day(limit.p50());
        if (limit.p90() == null) {
            return words.text("limit.from", amount, days.from(early), likely, days.day(reach));
        }
        return days.isSameDay(early, limit.p90())
                ? words.text("limit.on", amount, likely)
                : words.text(
                        "limit.between",
                        amount,
                        days.first(early, limit.p90()),
                        days.second(limit.p90(), early),
                        days.isSameYear(early, limit.p90()) ? likely : days.dayAndYear(limit.p50()));
    }

    /** The limit of a series that nobody measures any more says so first. */
    public Sentence limitOf(Projection projection, ProjectedLimit projected) {
        Sentence when = limit(projected, projection.reach());
        return projection.remarks().stream()
                .filter(ProjectionRemark.Stale.class::isInstance)
                .map(stale -> remark(stale, projection.unit()))
                .map(stale ->
                        new Sentence(stale.english() + " " + when.english(), stale.german() + " " + when.german()))
                .findFirst()
                .orElse(when);
    }

    /** What a reader has to know. */
    public Sentence remark(ProjectionRemark remark, String unit) {
        return Wording.sentence(ProjectionWords.class, words -> remark(words, remark, unit));
    }

    private String remark(Wording words, ProjectionRemark remark, String unit) {
        ReportLanguage language = words.language();
        DayWords days = days(language);
        return switch (remark) {
            case ProjectionRemark.LevelChanged it ->
                words.text(
                        "remark.levelChanged",
                        days.day(it.at()),
                        AmountWords.of(language, it.before(), unit),
                        AmountWords.of(language, it.after(), unit));
            case ProjectionRemark.CleanedUp it ->
                words.text("remark.cleanedUp", span(words, it.everyHours()), it.times());
            case ProjectionRemark.AtCap it ->
                words.text("remark.atCap", it.values(), AmountWords.of(language, it.cap(), unit));
            case ProjectionRemark.Gaps it -> words.text("remark.gaps", it.missing(), span(words, it.longestHours()));
            case ProjectionRemark.Outliers it -> words.text("remark.outliers", it.values());
            case ProjectionRemark.Constant it ->
                words.text("remark.constant", AmountWords.of(language, it.value(), unit));
            case ProjectionRemark.TooShort it -> words.text("remark.tooShort", it.values(), it.needed());
            case ProjectionRemark.HorizonCut it ->
                words.text("remark.horizonCut", span(words, it.answeredHours()), span(words, it.askedHours()));
            case ProjectionRemark.Approximate it -> words.text("remark.approximate", it.errors());
            case ProjectionRemark.ClockChanged it -> words.text("remark.clockChanged", days.day(it.at()));
            case ProjectionRemark.CounterReset it -> words.text("remark.counterReset", it.times(), days.day(it.last()));
            case ProjectionRemark.Stale it -> words.text("remark.stale", days.day(it.last()));
        };
    }

    /** Months from a year on, days from two days on, else hours. */
    private static String span(Wording words, double hours) {
        long days = Math.round(hours / 24);
        if (days >= 365) {
            return words.text("span.months", Math.round(days / 30.4375));
        }
        return hours >= 48 ? words.text("span.days", days) : words.text("span.hours", Math.round(hours));
    }

    /** The whole of a projection in one sentence: where it stands, how it goes. */
    public Sentence course(Projection projection) {
        return Wording.sentence(
                ProjectionWords.class,
                words -> words.text(
                        "course." + projection.direction().name(),
                        projection.metric(),
                        AmountWords.of(words.language(), projection.current().value(), projection.unit()),
                        AmountWords.of(words.language(), Math.abs(projection.slopePerDay()), projection.unit())));
    }

    private DayWords days(ReportLanguage language) {
        return DayWords.of(language, zone, now);
    }
}
