package io.belastbar.capacity.history.look;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.history.look.Gaps.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A series between two moments, and what is remarkable about its values. What is remarkable is counted in full and listed up to a
 * hundred times; nothing is filled, smoothed or left out because of it.
 *
 * @param from beginning of the first place
 * @param step of the places, as in PT1H; a day is one of the series' zone
 * @param values only places that have some
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesView(
        SeriesRow series, Instant from, Instant to, String step, Remarkable remarkable, List<Place> values) {

    private static final int LISTED_MAX = 100;

    /** One place; late values and resets where there are some. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Place(
            @JsonInclude Instant at,
            @JsonInclude double minimum,
            @JsonInclude double mean,
            @JsonInclude double maximum,
            @JsonInclude int count,
            int late,
            int resets) {

        private static Place of(Bucket bucket) {
            return new Place(
                    bucket.at(),
                    bucket.minimum(),
                    bucket.mean(),
                    bucket.maximum(),
                    bucket.count(),
                    bucket.late(),
                    bucket.resets());
        }
    }

    /** How often it occurs, and where. */
    public record Found<T>(int count, List<T> first) {

        static <T> Found<T> of(List<T> all) {
            return new Found<>(all.size(), all.subList(0, Math.min(LISTED_MAX, all.size())));
        }
    }

    /** A place whose mean lies far from those around it. */
    public record Outlier(Instant at, double value) {}

    /** The zone's clock changed. */
    public record ClockChange(Instant at, String before, String after) {}

    /**
     * What is remarkable.
     *
     * @param points measured values
     * @param late values that came after newer ones
     * @param resets how often a counter began anew
     */
    public record Remarkable(
            long points,
            long late,
            long resets,
            Found<Gap> gaps,
            Found<Outlier> outliers,
            Found<ClockChange> clockChanges) {}

    static SeriesView of(StoredSeries series, Duration step, Instant from, Instant to, List<Bucket> places) {
        var means = places.stream().mapToDouble(Bucket::mean).toArray();
        var outliers = IntStream.of(Outliers.of(means))
                .mapToObj(i -> new Outlier(places.get(i).at(), means[i]))
                .toList();
        var remarkable = new Remarkable(
                places.stream().mapToLong(Bucket::count).sum(),
                places.stream().mapToLong(Bucket::late).sum(),
                places.stream().mapToLong(Bucket::resets).sum(),
                Found.of(Gaps.of(places.stream().map(Bucket::at).toList())),
                Found.of(outliers),
                Found.of(clockChanges(series, places)));
        return new SeriesView(
                SeriesRow.of(series),
                from,
                to,
                step.toString(),
                remarkable,
                places.stream().map(Place::of).toList());
    }

    private static List<ClockChange> clockChanges(StoredSeries series, List<Bucket> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        var rules = series.zone().getRules();
        var last = places.getLast().at();
        return Stream.iterate(
                        rules.nextTransition(places.getFirst().at()), found -> rules.nextTransition(found.getInstant()))
                .takeWhile(found -> found != null && !found.getInstant().isAfter(last))
                .map(found -> new ClockChange(
                        found.getInstant(),
                        found.getOffsetBefore().getId(),
                        found.getOffsetAfter().getId()))
                .toList();
    }

    /** What a list tells of a series. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SeriesRow(
            String system,
            String metric,
            String unit,
            String kind,
            String zone,
            String source,
            Instant first,
            Instant last) {

        static SeriesRow of(StoredSeries series) {
            return new SeriesRow(
                    series.system(),
                    series.metric(),
                    series.unit(),
                    series.kind().name().toLowerCase(Locale.ROOT),
                    series.zone().getId(),
                    series.source(),
                    series.first(),
                    series.last());
        }
    }
}
