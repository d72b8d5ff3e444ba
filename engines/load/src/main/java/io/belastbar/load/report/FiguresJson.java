package io.belastbar.load.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.result.Cell;
import java.math.BigDecimal;
import java.math.MathContext;
import org.HdrHistogram.Histogram;

/**
 * The figures of a cell as JSON.
 *
 * @param highestKnownPercentile above which percentiles are null
 */
record FiguresJson(double highestKnownPercentile) {

    /** Adds the figures to a node; counts per second are over this many seconds. */
    ObjectNode of(ObjectNode node, Cell cell, double seconds) {
        node.put("requests", cell.requests());
        node.put("errors", cell.errorCount());
        put(node, "errorRate", cell.requests() == 0 ? Double.NaN : cell.errorRate());
        ObjectNode classes = node.putObject("errorClasses");
        cell.errors().forEach((error, count) -> classes.put(error.name(), count));
        node.put("offered", cell.intendedStarts()).put("skipped", cell.skipped());
        put(node, "offeredPerSecond", cell.intendedStarts() / seconds);
        put(node, "achievedPerSecond", cell.requests() / seconds);
        node.put("bytesSent", cell.bytesSent()).put("bytesReceived", cell.bytesReceived());
        node.set("responseMs", times(cell.responseMicros()));
        node.set("serviceMs", times(cell.serviceMicros()));
        node.set("failedMs", times(cell.failedMicros()));
        node.put("blended", cell.blended());
        return node;
    }

    private ObjectNode times(Histogram micros) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        boolean any = micros.getTotalCount() > 0;
        put(node, "mean", any ? micros.getMean() / 1e3 : Double.NaN);
        for (double percent : Percentiles.SHOWN) {
            double millis = Percentiles.millis(micros, percent, highestKnownPercentile);
            put(node, Percentiles.name(percent).replace(".", ""), millis);
        }
        put(node, "max", any ? micros.getMaxValue() / 1e3 : Double.NaN);
        return node;
    }

    /** NaN and infinities are no JSON. Six significant digits are more than was measured. */
    static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, new BigDecimal(value).round(new MathContext(6)).doubleValue());
        } else {
            node.putNull(field);
        }
    }
}
