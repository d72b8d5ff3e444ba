package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.unit.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which series of test runs belong together: a throughput, and of the same subject the load that it was reached under or
 * the latency from which Little's law tells it.
 *
 * @param isLoad whether {@code beside} is a load; else a mean latency
 */
record PairRuns(StoredSeries throughput, StoredSeries beside, boolean isLoad) {

    static final String SOURCE = "test-runs";
    private static final String THROUGHPUT = "throughput";
    private static final List<String> LOADS = List.of("virtual_users", "concurrency", "load");

    /** A percentile makes the load somewhat too high, for all points alike: the ceiling stays where it is. */
    private static final List<String> LATENCIES =
            List.of("response_time_mean", "response_time_p50", "response_time_p95");

    /** At most this many: an answer does not wait for more. */
    private static final int PAIRS_MAX = 10;

    /** Of all endpoints together where there is such a series: what one of them bears does not say what all bear. */
    static List<PairRuns> of(List<StoredSeries> all) {
        List<StoredSeries> runs =
                all.stream().filter(series -> series.source().equals(SOURCE)).toList();
        return runs.stream()
                .filter(series -> series.metric().endsWith("." + THROUGHPUT))
                .filter(series -> runs.stream().noneMatch(other -> isPartOf(series, other)))
                .flatMap(series -> pair(series, runs).stream())
                .limit(PAIRS_MAX)
                .toList();
    }

    private static boolean isPartOf(StoredSeries series, StoredSeries whole) {
        return !series.equals(whole)
                && whole.metric().endsWith("." + THROUGHPUT)
                && series.metric().startsWith(subject(whole));
    }

    private static String subject(StoredSeries throughput) {
        return throughput.metric().substring(0, throughput.metric().length() - THROUGHPUT.length());
    }

    private static Optional<PairRuns> pair(StoredSeries throughput, List<StoredSeries> runs) {
        String subject = subject(throughput);
        return named(subject, LOADS, runs)
                .map(load -> new PairRuns(throughput, load, true))
                .or(() -> named(subject, LATENCIES, runs).map(latency -> new PairRuns(throughput, latency, false)));
    }

    private static Optional<StoredSeries> named(String subject, List<String> names, List<StoredSeries> runs) {
        return names.stream()
                .flatMap(name -> runs.stream().filter(series -> series.metric().equals(subject + name)))
                .findFirst();
    }

    /** Of the moments at which both were measured, the newest first; what is no point is left out. */
    List<LoadPoint> points(Grid throughputs, Grid besides) {
        List<LoadPoint> points = new ArrayList<>();
        long shift = Duration.between(besides.start(), throughputs.start()).dividedBy(throughputs.step());
        for (int i = throughputs.values().length - 1; i >= 0; i--) {
            long other = i + shift;
            if (other >= 0 && other < besides.values().length) {
                point(throughputs.values()[i], besides.values()[(int) other]).ifPresent(points::add);
            }
        }
        return points;
    }

    private Optional<LoadPoint> point(double rate, double other) {
        double load = isLoad
                ? other
                : Math.max(1, rate * Units.convert(other, beside.unit(), "s").orElse(Double.NaN));
        return load >= 1
                        && load <= LoadPoint.LOAD_MAX
                        && rate >= LoadPoint.THROUGHPUT_MIN
                        && rate <= LoadPoint.THROUGHPUT_MAX
                ? Optional.of(new LoadPoint(load, rate))
                : Optional.empty();
    }
}
