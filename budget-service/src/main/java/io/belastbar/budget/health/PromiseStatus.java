package io.belastbar.budget.health;

import io.belastbar.budget.alert.RaisedAlert;
import io.belastbar.budget.alert.look.AlertState.Broke;
import io.belastbar.budget.alert.look.Said;
import io.belastbar.budget.evaluation.MeasuredEvaluation;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Where a promise stands now, by its newest value. Health, compliance and performance say the same of it, and where a verdict
 * on a window or a run says something else, this says why.
 *
 * @param newest the newest value of the series that was continued last; null if there is none
 * @param status of that value; UNKNOWN if there is none, if it is stale or if it rests on too little
 * @param stale whether there is a value, but one that is too old to say how it is now
 * @param alert that is raised, the worst; null if none is
 * @param lastBroke the worst value that broke it within its window; null if none did
 * @param why what the status alone does not tell; null where it is plain
 */
public record PromiseStatus(
        Objective objective,
        LatestPoint newest,
        MetricStatus status,
        boolean stale,
        RaisedAlert alert,
        Broke lastBroke,
        Why why) {

    /** A reason with its times in a reader's language and zone. */
    @FunctionalInterface
    public interface Why {
        String in(ReportTime time);

        /** For machines, whose zone is UTC. */
        default String in(ReportLanguage language) {
            return in(new ReportTime(language, ZoneOffset.UTC));
        }
    }

    /** A collected figure is stale after this many collections that brought nothing. */
    static final int COLLECTIONS_MISSED_MAX = 4;

    /**
     * Puts it together.
     *
     * @param newest null if there is none
     * @param collectedEvery null if nothing is collected
     * @param alert null if none is raised
     * @param lastBroke of the last outage; null if there was none
     */
    static PromiseStatus of(
            Objective objective,
            LatestPoint newest,
            Duration collectedEvery,
            RaisedAlert alert,
            Broke lastBroke,
            Instant now) {
        var broke = Optional.ofNullable(lastBroke)
                .filter(last -> last.at().isAfter(now.minus(objective.windowOrDefault())))
                .orElse(null);
        if (newest == null) {
            return new PromiseStatus(
                    objective, null, MetricStatus.UNKNOWN, false, alert, broke, words("statusNeverMeasured"));
        }
        var point = newest.point();
        var old = tooOld(objective, point, collectedEvery, now);
        if (old.isPresent()) {
            return new PromiseStatus(objective, newest, MetricStatus.UNKNOWN, true, alert, broke, old.get());
        }
        var status = Said.of(objective, point).status();
        return new PromiseStatus(
                objective, newest, status, false, alert, broke, why(objective, point, status, alert, broke));
    }

    private static Optional<Why> tooOld(Objective objective, SeriesPoint point, Duration collectedEvery, Instant now) {
        var age = Duration.between(point.at(), now);
        var collected = point.source().equals(SeriesPoint.PROMETHEUS) && collectedEvery != null;
        if (collected && age.compareTo(collectedEvery.multipliedBy(COLLECTIONS_MISSED_MAX)) > 0) {
            return Optional.of(tooOld("statusNotCollected", point.at(), collectedEvery));
        }
        return age.compareTo(objective.windowOrDefault()) >= 0
                ? Optional.of(tooOld("statusTooOld", point.at(), objective.windowOrDefault()))
                : Optional.empty();
    }

    private static Why why(
            Objective objective, SeriesPoint point, MetricStatus status, RaisedAlert alert, Broke broke) {
        if (status == MetricStatus.UNKNOWN) {
            return tooLittle(objective, point);
        }
        if (status == MetricStatus.OK && alert != null) {
            return since("statusAlertNotOver", alert.since());
        }
        if (status == MetricStatus.OK && broke != null) {
            return brokeBefore(objective, broke);
        }
        return status != MetricStatus.OK && alert == null ? words("statusNoAlertYet") : null;
    }

    private static Why tooLittle(Objective objective, SeriesPoint point) {
        if (objective.measure() == Measure.THROUGHPUT) {
            return words("statusNotOffered");
        }
        var needed = Said.needed(objective);
        return point.samples() < needed
                ? time -> Wording.of(PromiseStatus.class, time.language())
                        .text(
                                "statusTooFew",
                                time.language().number(point.samples(), 0),
                                time.language().number(needed, 0))
                : words("statusTooLittle");
    }

    private static Why brokeBefore(Objective objective, Broke broke) {
        return time -> {
            var words = new FigureWords(time.language());
            var dimension = objective.measure().dimension();
            var limit = dimension.value(objective.limit().value());
            return words.words()
                    .text("statusBrokeBefore", words.amount(dimension, broke.value(), limit), time.minute(broke.at()));
        };
    }

    private static Why words(String key) {
        return time -> Wording.of(PromiseStatus.class, time.language()).text(key);
    }

    private static Why since(String key, Instant at) {
        return time -> Wording.of(PromiseStatus.class, time.language()).text(key, time.minute(at));
    }

    private static Why tooOld(String key, Instant at, Duration after) {
        return time -> Wording.of(PromiseStatus.class, time.language())
                .text(key, time.minute(at), MeasuredEvaluation.text(after));
    }
}
