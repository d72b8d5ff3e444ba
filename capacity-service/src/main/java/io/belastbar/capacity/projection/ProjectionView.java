package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.forecasting.Trend;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A projection as it is answered, as far ahead as was asked.
 *
 * @param madeAt when it was computed, {@code ageHours} ago
 * @param zone in which its days begin, and in which sentences tell them
 * @param until how far this answer goes: as far as was asked, or as the forecast reaches
 * @param remarks what a reader has to know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionView(
        String system,
        String metric,
        String unit,
        ZoneId zone,
        Instant madeAt,
        long ageHours,
        Instant from,
        Instant until,
        Reading current,
        MethodView method,
        double slopePerDay,
        Trend.Direction direction,
        Sentence course,
        List<LimitView> limits,
        List<ProjectedValue> values,
        List<RemarkView> remarks) {

    /** The method, its scores, and why in a sentence. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MethodView(
            String name, int folds, int foldsWon, Double mase, Double naiveMase, Instant chosenAt, Sentence reason) {}

    /** A limit and when it is reached, also in a sentence; {@code daysLeft} from now to {@code p50}, 0 when it is reached. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LimitView(
            double value,
            String unit,
            boolean lowerIsWorse,
            MetricLimit.Severity severity,
            String source,
            String action,
            ProjectedLimit.Status status,
            Instant since,
            Instant p10,
            Instant p50,
            Instant p90,
            Long daysLeft,
            Sentence text) {}

    /** A remark, by the name of its kind and in a sentence. */
    public record RemarkView(String kind, Sentence text) {}

    static ProjectionView of(Projection projection, Horizon horizon, ProjectionWords words) {
        Instant asked = horizon == null ? projection.reach() : horizon.endsAfter(words.now());
        boolean beyond = asked.isAfter(projection.reach());
        Instant until = beyond ? projection.reach() : asked;
        ChosenMethod method = projection.method();
        return new ProjectionView(
                projection.system(),
                projection.metric(),
                projection.unit(),
                words.zone(),
                projection.madeAt(),
                Math.max(0, Duration.between(projection.madeAt(), words.now()).toHours()),
                projection.from(),
                until,
                projection.current(),
                new MethodView(
                        method.name(),
                        method.folds(),
                        method.foldsWon(),
                        method.mase(),
                        method.naiveMase(),
                        method.chosenAt(),
                        ProjectionWords.method(method)),
                projection.slopePerDay(),
                projection.direction(),
                words.course(projection),
                projection.limits().stream()
                        .map(limit -> limit(limit.within(until), until, words))
                        .toList(),
                values(projection, horizon == null ? null : until, until),
                remarks(projection, horizon, beyond, asked, words));
    }

    /** Those that are chosen, and the last day that was asked for. */
    private static List<ProjectedValue> values(Projection projection, Instant asked, Instant until) {
        List<ProjectedValue> values = new ArrayList<>();
        for (ProjectedValue value : projection.values()) {
            if (!value.at().isAfter(until)) {
                values.add(value);
            }
        }
        if (asked != null) {
            projection
                    .at(asked)
                    .filter(last -> values.isEmpty()
                            || last.at().isAfter(values.getLast().at()))
                    .ifPresent(values::add);
        }
        return values;
    }

    private static LimitView limit(ProjectedLimit projected, Instant until, ProjectionWords words) {
        MetricLimit limit = projected.limit();
        Instant when = projected.when();
        Long days = when == null
                ? null
                : Math.max(0, Duration.between(words.now(), when).toDays());
        return new LimitView(
                limit.value(),
                limit.unit(),
                limit.lowerIsWorse(),
                limit.severity(),
                limit.source(),
                limit.action(),
                projected.status(),
                projected.since(),
                projected.p10(),
                projected.p50(),
                projected.p90(),
                days,
                words.limit(projected, until));
    }

    /** Whether the forecast ends before what was asked: of the question here, not of the one that was asked when it was made. */
    private static List<RemarkView> remarks(
            Projection projection, Horizon horizon, boolean beyond, Instant asked, ProjectionWords words) {
        List<ProjectionRemark> remarks = new ArrayList<>();
        for (ProjectionRemark remark : projection.remarks()) {
            if (horizon == null || !(remark instanceof ProjectionRemark.HorizonCut)) {
                remarks.add(remark);
            }
        }
        if (beyond) {
            remarks.add(new ProjectionRemark.HorizonCut(
                    Duration.between(words.now(), asked).toHours(),
                    Math.max(
                            0, Duration.between(words.now(), projection.reach()).toHours())));
        }
        return remarks.stream()
                .sorted(Comparator.comparing(remark -> !(remark instanceof ProjectionRemark.Stale)))
                .map(remark -> new RemarkView(remark.kind(), words.remark(remark, projection.unit())))
                .toList();
    }
}
