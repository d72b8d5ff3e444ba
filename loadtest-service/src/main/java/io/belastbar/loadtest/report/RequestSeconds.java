package io.belastbar.loadtest.report;

import io.belastbar.load.result.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many requests of each endpoint ended in each second of a run: what else happened in the system can be held against
 * it.
 *
 * @param startedAt when the first request was due; second 0 begins then
 * @param endpoints in the order of their names
 */
record RequestSeconds(String runId, Instant startedAt, List<OfEndpoint> endpoints) {

    /** @param requests that ended, failed ones included, by second from 0 */
    record OfEndpoint(String endpoint, long[] requests) {}

    static RequestSeconds of(RunResult result) {
        Map<String, long[]> series = new TreeMap<>();
        int length = result.seconds().lastSecond() + 1;
        result.steps().forEach(step -> series.put(step.endpoint(), new long[length]));
        result.seconds().stream().forEach(second -> second.cells()
                .forEach((key, cell) ->
                        series.get(result.steps().get(key.step()).endpoint())[second.second()] += cell.requests()));
        return new RequestSeconds(
                result.identity().runId(),
                result.identity().startedAt(),
                series.entrySet().stream()
                        .map(entry -> new OfEndpoint(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
