package io.belastbar.loadtest.k6operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.export.K6Quantiles;
import io.belastbar.load.export.K6Script;
import java.util.Arrays;

/** Logs of runners as k6 writes them with our script. */
final class RunnerLogs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode metrics = JSON.createObjectNode();

    /** Response times of one step and tenant, in milliseconds, told as k6 tells them. */
    RunnerLogs times(int step, int tenant, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        ObjectNode values = values("http_req_duration{cell:" + step + "_" + tenant + "}");
        values.put("count", sorted.length);
        values.put("min", sorted[0]).put("max", sorted[sorted.length - 1]);
        values.put("avg", Arrays.stream(sorted).average().orElseThrow());
        for (double rank : K6Quantiles.ranksPercent()) {
            values.put(K6Quantiles.name(rank), interpolated(sorted, rank / 100));
        }
        return this;
    }

    RunnerLogs count(String metric, long count) {
        values(metric).put("count", count).put("rate", count / 10.0);
        return this;
    }

    /** With what k6 writes around it. */
    String log() {
        String json = JSON.createObjectNode().set("metrics", metrics).toString();
        StringBuilder log = new StringBuilder("time=\"2026-11-21T01:00:00Z\" level=info msg=\"started\"\n");
        log.append(K6Script.SUMMARY_BEGIN).append('\n');
        for (int at = 0; at < json.length(); at += 4000) {
            log.append(K6Script.SUMMARY_LINE)
                    .append(json, at, Math.min(json.length(), at + 4000))
                    .append('\n');
        }
        return log.append(K6Script.SUMMARY_END).append('\n').toString();
    }

    /** As k6's TrendSink: linear between the two nearest ranks. */
    private static double interpolated(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }

    private ObjectNode values(String metric) {
        return metrics.putObject(metric).put("contains", "time").putObject("values");
    }
}
