package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a promise against values that were posted or collected: those of a window together, or what somebody posted at
 * face value.
 *
 * <p>What the values of a window tell depends on the figure. A size, a count and a duration are what they are: the newest
 * one is judged. A peak is the extreme of the window. A percentile, a share and a mean are estimates: they are judged with
 * a confidence interval, and with too few values not at all ({@link MeasuredPercentile}, {@link MeasuredShare},
 * {@link MeasuredMean}).
 *
 * <p>A figure that was posted (a percentile, a share, a size that somebody else worked out) is judged by itself, however
 * good others were: it keeps the limit or breaks it. The number of its samples, where that is known, gives confidence.
 * Measurements of single requests that were posted together are judged together, as the figure that they make.
 */
public final class MeasuredEvaluation {

    /** Label of a point: how much load was offered meanwhile, in requests a second. */
    static final String OFFERED = "offered";

    private static final List<ObjectiveVerdict> FROM_WORST = List.of(
            ObjectiveVerdict.FAIL,
            ObjectiveVerdict.INCONCLUSIVE,
            ObjectiveVerdict.WARN,
            ObjectiveVerdict.PASS,
            ObjectiveVerdict.NO_DATA);

    private MeasuredEvaluation() {}

    /** What the values within the promise's window say together; {@code points} are all of them, oldest first. */
    public static ObjectiveResult ofWindow(Objective objective, List<SeriesPoint> points) {
        return JudgedObjective.ofMeasured(objective, judge(objective, points)).result();
    }

    /** What posted values say by themselves: the worst of them. At least one, in order of time. */
    public static ObjectiveResult ofPosted(Objective objective, List<SeriesPoint> posted) {
        return JudgedObjective.ofMeasured(objective, atFaceValue(objective, posted))
                .result();
    }

    /** A length of time in the unit in which people say it: {@code 24 h}, {@code 30 min}, {@code 7 d}. */
    public static String text(Duration window) {
        if (window.toSeconds() % 60 != 0) {
            return window.toSeconds() + " s";
        }
        if (window.toMinutes() % 60 != 0) {
            return window.toMinutes() + " min";
        }
        return window.toHours() % 24 != 0 || window.toDays() == 1 ? window.toHours() + " h" : window.toDays() + " d";
    }

    /** Judges a promise; {@code points} are the values within its window, oldest first. */
    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        if (objective.measure().isDemand()) {
            return Judgement.noData(new Sentence(
                    "only a run with database facts can tell", "nur ein Lauf mit Datenbankfakten kann es sagen"));
        }
        if (points.isEmpty()) {
            var window = text(objective.windowOrDefault());
            return Judgement.noData(new Sentence(
                    "nothing was measured within " + window, "innerhalb von " + window + " wurde nichts gemessen"));
        }
        var figure = Figure.of(objective);
        var told = points.stream().filter(point -> !figure.isOfNothing(point)).toList();
        if (told.isEmpty()) {
            return MeasuredShare.ofNothing(objective, points.getLast().value());
        }
        var judged =
                switch (figure) {
                    case PERCENTILE -> MeasuredPercentile.judge(objective, told);
                    case SHARE -> MeasuredShare.judge(objective, told);
                    case MEAN -> MeasuredMean.judge(objective, told);
                    case PEAK -> asItIs(objective, extreme(objective, told), told.size(), null);
                    case AS_IT_IS -> asItIs(objective, told.getLast().value(), 1, null);
                };
        return asOffered(objective, told, judged);
    }

    /** Whether a value of it is what it is, and no estimate: the newest is judged. */
    public static boolean isAsItIs(Objective objective) {
        return Figure.of(objective) == Figure.AS_IT_IS;
    }

    /** What kind of figure a promise is about, and so what one value of it can tell. */
    private enum Figure {
        PERCENTILE,
        SHARE,
        MEAN,
        PEAK,
        AS_IT_IS;

        static Figure of(Objective objective) {
            return switch (objective.statistic()) {
                case P50, P90, P95, P99, P999 -> PERCENTILE;
                case PEAK -> PEAK;
                case AVERAGE, SUSTAINED -> MEAN;
                case NONE ->
                    switch (objective.measure()) {
                        case SIZE, DURATION, COUNT -> AS_IT_IS;
                        case ERROR_RATE, SUCCESS_RATE, HIT_RATIO -> SHARE;
                        default -> MEAN;
                    };
            };
        }

        /** Whether a value is an estimate of which somebody said that it rests on no sample. */
        boolean isOfNothing(SeriesPoint point) {
            return this != PEAK && this != AS_IT_IS && point.restsOnNothing();
        }

        /** Whether a value is the measurement of one request or run, of which only several make the figure. */
        boolean isSingle(SeriesPoint point) {
            return switch (this) {
                case PERCENTILE, MEAN -> point.samples() == 1;
                case SHARE -> MeasuredShare.isSingle(point);
                case PEAK, AS_IT_IS -> false;
            };
        }
    }

    /** Judges a promise on what was posted. */
    static Judgement atFaceValue(Objective objective, List<SeriesPoint> posted) {
        if (objective.measure().isDemand()) {
            return judge(objective, posted);
        }
        var figure = Figure.of(objective);
        var single = posted.stream().filter(figure::isSingle).toList();
        var figures = posted.stream().filter(point -> !figure.isSingle(point)).toList();
        if (single.isEmpty()) {
            return worstOf(objective, figure, figures);
        }
        var together = figure == Figure.MEAN
                ? asOffered(objective, single, MeasuredMean.ofPosted(objective, single))
                : judge(objective, single);
        return figures.isEmpty() ? together : worse(together, worstOf(objective, figure, figures));
    }

    /** Of figures that rest on the same number of samples only the worst can be the worst of all. */
    private static Judgement worstOf(Objective objective, Figure figure, List<SeriesPoint> figures) {
        var worstOfAlike = new HashMap<Map.Entry<Long, Double>, SeriesPoint>();
        figures.forEach(point -> worstOfAlike.merge(
                Map.entry(figure.isOfNothing(point) ? -1 : point.samples(), offered(point)),
                point,
                (known, other) -> isWorse(objective, other, known) ? other : known));
        var worst = worstOfAlike.values().stream()
                .map(point -> asOffered(objective, List.of(point), alone(objective, figure, point)))
                .reduce(MeasuredEvaluation::worse)
                .orElseThrow();
        return figures.size() == 1
                ? worst
                : worst.because(new Sentence(
                        "the worst of " + figures.size() + " values",
                        "der schlechteste von " + figures.size() + " Werten"));
    }

    private static Judgement alone(Objective objective, Figure figure, SeriesPoint point) {
        if (figure.isOfNothing(point)) {
            return MeasuredShare.ofNothing(objective, point.value());
        }
        return switch (figure) {
            case PERCENTILE -> point.samples() > 0 ? judge(objective, List.of(point)) : atItsWord(objective, point);
            case SHARE -> point.samples() > 1 ? judge(objective, List.of(point)) : atItsWord(objective, point);
            case MEAN, PEAK, AS_IT_IS -> asItIs(objective, point.value(), Math.max(1, point.samples()), null);
        };
    }

    private static Judgement atItsWord(Objective objective, SeriesPoint point) {
        return asItIs(
                objective,
                point.value(),
                point.samples(),
                new Sentence(
                        "as it was posted; nobody said on how many samples it rests",
                        "so wie gemeldet; auf wie vielen Messungen der Wert beruht, ist nicht bekannt"));
    }

    private static boolean isWorse(Objective objective, SeriesPoint one, SeriesPoint other) {
        return objective.limit().comparison().limitsFromAbove()
                ? one.value() > other.value()
                : one.value() < other.value();
    }

    /** The worse of two; of two that are as bad the first. */
    private static Judgement worse(Judgement one, Judgement other) {
        return FROM_WORST.indexOf(other.verdict()) < FROM_WORST.indexOf(one.verdict()) ? other : one;
    }

    /**
     * Of two kinds of values within a window that cannot be added up, for example single measurements and percentiles that
     * somebody computed, the worse verdict counts; one that cannot tell hides none that can.
     */
    static Judgement ofTwoKinds(Judgement one, int ones, Judgement other, int others) {
        var first = one.verdict() == ObjectiveVerdict.INCONCLUSIVE && other.verdict() != ObjectiveVerdict.INCONCLUSIVE
                || other.verdict() != ObjectiveVerdict.INCONCLUSIVE && worse(one, other) == other;
        var chosen = first ? other : one;
        var beside = first ? one : other;
        var n = first ? ones : others;
        return chosen.because(new Sentence(
                n + (n == 1 ? " value" : " values") + " of another kind beside: " + beside.verdict(),
                n + (n == 1 ? " Wert" : " Werte") + " anderer Art daneben: " + beside.verdict()));
    }

    private static Judgement asItIs(Objective objective, double value, long samples, Sentence reason) {
        return Judgement.of(
                keeps(objective, value) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                Interval.unknown(value),
                samples,
                reason);
    }

    /** The value that decides on a peak, whether little or much of the figure is wanted: the largest. */
    private static double extreme(Objective objective, List<SeriesPoint> points) {
        return points.stream()
                .map(SeriesPoint::value)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A throughput below its target says something only where at least the target was offered. */
    private static Judgement asOffered(Objective objective, List<SeriesPoint> points, Judgement judged) {
        if (objective.measure() != Measure.THROUGHPUT
                || judged.measured() == null
                || keeps(objective, judged.measured().value())) {
            return judged;
        }
        var offered =
                points.stream().mapToDouble(MeasuredEvaluation::offered).max().orElse(0);
        var target = objective.limit().value().magnitude();
        var offeredText = objective.observedText(offered);
        var offeredGerman = objective.observedText(offered, ReportLanguage.GERMAN);
        if (offered >= target) {
            return new Judgement(
                    judged.verdict(),
                    judged.observed(),
                    judged.measured(),
                    judged.samples(),
                    new Sentence(offeredText + " were offered", offeredGerman + " wurden angeboten"));
        }
        return judged.inconclusiveBecause(
                offered > 0
                        ? new Sentence(
                                "only " + offeredText + " were offered, less than the target, so it cannot tell",
                                "nur " + offeredGerman
                                        + " wurden angeboten, weniger als das Ziel; daher ist kein Urteil möglich")
                        : new Sentence(
                                "nobody said how much load was offered, so less than the target may be all that was asked",
                                "wie viel Last angeboten wurde, ist nicht bekannt; vielleicht wurde nicht mehr verlangt"));
    }

    private static double offered(SeriesPoint point) {
        try {
            return Double.parseDouble(point.labels().getOrDefault(OFFERED, "0"));
        } catch (NumberFormatException someOtherLabel) {
            return 0;
        }
    }

    static boolean keeps(Objective objective, double value) {
        return objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }
}
