package io.belastbar.capacity.history.prometheus;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.SeriesUnit;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.prometheus.PrometheusAnswer;
import io.belastbar.prometheus.PrometheusClient;
import io.belastbar.prometheus.PrometheusSeries;
import io.belastbar.prometheus.PrometheusServer;
import io.belastbar.web.problem.TargetNotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Asks Prometheus for a slice of a series. Blocks: for virtual threads. */
@ApplicationScoped
class ReadSlice {

    private static final String SOURCE = "prometheus";

    private final PrometheusClient prometheus;

    private final FollowConfig config;

    ReadSlice(PrometheusClient prometheus, FollowConfig config) {
        this.prometheus = prometheus;
        this.config = config;
    }

    /** What an answer brought. */
    sealed interface Answer {

        /** @param remark what was not taken of it; null if all was */
        record Read(PointBatch batch, String remark) implements Answer {}

        record Failed(String problem) implements Answer {}
    }

    Answer read(HistorySources sources, String system, HistorySource source, Slice slice) throws InterruptedException {
        var server = new PrometheusServer(sources.target(), sources.credentials(), config.queryTimeout());
        try {
            var answer = prometheus.queryRange(server, source.query(), slice.first(), slice.last(), source.step());
            return switch (answer) {
                case PrometheusAnswer.Value<List<PrometheusSeries>>(var series)
                when series.size() > 1 ->
                    new Answer.Failed("the query gave " + series.size()
                            + " series; one is needed, so aggregate them, for example with sum()");
                case PrometheusAnswer.Value<List<PrometheusSeries>>(var series) ->
                    batch(system, source, series.getFirst().values());
                case PrometheusAnswer.Nothing<List<PrometheusSeries>>(var reason)
                when reason.equals(PrometheusAnswer.NO_SERIES) -> batch(system, source, Map.of());
                case PrometheusAnswer.Nothing<List<PrometheusSeries>>(var reason) -> new Answer.Failed(reason);
            };
        } catch (IOException away) {
            return new Answer.Failed("Prometheus did not answer (" + away.getMessage() + ")");
        } catch (TargetNotAllowed refused) {
            return new Answer.Failed(refused.getMessage());
        }
    }

    private static Answer batch(String system, HistorySource source, Map<Instant, Double> values) {
        var broken = values.entrySet().stream()
                .filter(each -> rule(source, each.getValue()) != null)
                .findFirst();
        var good = values.entrySet().stream()
                .filter(each -> rule(source, each.getValue()) == null)
                .toList();
        var batch = new PointBatch(
                system,
                source.metric(),
                source.unit(),
                source.kind(),
                ZoneId.of(source.zone()),
                SOURCE,
                good.stream()
                        .mapToLong(each -> PointBatch.micros(each.getKey()))
                        .toArray(),
                good.stream().mapToDouble(Map.Entry::getValue).toArray());
        var remark = broken.map(first -> "%d values were left out: %s, was %s at %s"
                        .formatted(
                                values.size() - good.size(),
                                rule(source, first.getValue()),
                                first.getValue(),
                                first.getKey()))
                .orElse(values.isEmpty() ? PrometheusAnswer.NO_SERIES : null);
        return new Answer.Read(batch, remark);
    }

    private static String rule(HistorySource source, double value) {
        return source.kind() == SeriesKind.COUNTER && value < 0
                ? "a counter reads zero or more"
                : SeriesUnit.broken(value, source.unit()).orElse(null);
    }
}
