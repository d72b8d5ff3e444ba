package io.belastbar.budget.objective;

import io.belastbar.quantity.Limit;
import io.belastbar.quantity.ShownIn;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;

/** Figures and amounts as people read them. */
public record FigureWords(Wording words) {

    private static final double MINUTE_MS = 60_000;

    public FigureWords(ReportLanguage language) {
        this(Wording.of(FigureWords.class, language));
    }

    /** For example {@code response time (p95)}. */
    public String figure(Measure measure, Statistic statistic) {
        var what = words.name(measure);
        return switch (statistic) {
            case NONE -> what;
            case P50, P90, P95, P99 -> what + " (" + statistic.key() + ")";
            case P999 -> what + " (p" + words.language().number(99.9, 1) + ")";
            case AVERAGE -> words.text("averageOf", what);
            case PEAK -> words.text("peakOf", what);
            case SUSTAINED -> words.text("sustainedOf", what);
        };
    }

    /** A heading for subjects of a kind. */
    public String kind(SubjectKind kind) {
        return words.name(kind);
    }

    /** The name of a subject; all endpoints together get words. */
    public String subject(Subject subject) {
        var name = subject.name().equals(Subject.ALL)
                ? words.text(subject.kind() == SubjectKind.QUERY ? "allStatements" : "allEndpoints")
                : subject.name();
        return subject.service() == null ? name : subject.service() + " / " + name;
    }

    /** The limit with its sign, for example {@code ≤ 500 ms}; what is demanded if there is no amount. */
    public String promise(Objective objective) {
        return objective.limit() == null
                ? words.text("always")
                : limit(objective.measure().dimension(), objective.limit());
    }

    /** A limit with its sign, exactly as it was set. */
    public String limit(Dimension dimension, Limit<?> limit) {
        double amount = dimension.value(limit.value());
        return limit.comparison().sign() + " " + amount(dimension, amount, amount);
    }

    /** An amount in the dimension's unit. */
    public String amount(Dimension dimension, double value) {
        var language = words.language();
        return switch (dimension) {
            case TIME ->
                Math.abs(value) >= MINUTE_MS ? language.number(value / MINUTE_MS, 1) + " min" : language.millis(value);
            case RATE -> language.perSecond(value);
            case RATIO -> language.percent(value);
            case SIZE -> language.bytes(value);
            case COUNT -> language.number(value, 1);
        };
    }

    /** An amount beside its limit: never rounded further than the limit is written, and never onto it. */
    public String amount(Dimension dimension, double value, double limit) {
        var language = words.language();
        return switch (dimension) {
            case TIME ->
                inMinutes(limit)
                        ? language.beside(value / MINUTE_MS, limit / MINUTE_MS) + " min"
                        : language.millisBeside(value, limit);
            case RATE -> rate(value, limit);
            case RATIO -> language.percentBeside(value, limit);
            case SIZE -> language.bytesBeside(value, limit);
            case COUNT -> language.beside(value, limit);
        };
    }

    /** A limit of 100 s would be an endless fraction of minutes. */
    private static boolean inMinutes(double limit) {
        return Math.abs(limit) >= MINUTE_MS && Math.rint(limit * 10 / MINUTE_MS) * MINUTE_MS == limit * 10;
    }

    private String rate(double value, double limit) {
        var unit = ShownIn.ofRate(limit);
        var per = unit.suffix().substring(unit.suffix().indexOf('/'));
        return words.language()
                        .beside(
                                unit.number(value).doubleValue(),
                                unit.number(limit).doubleValue())
                + per;
    }
}
