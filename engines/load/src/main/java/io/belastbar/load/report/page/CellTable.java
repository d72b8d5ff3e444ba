package io.belastbar.load.report.page;

import io.belastbar.report.Markup;
import java.util.List;

/** Percentiles of some cells' good answers: response and service time one above the other, the failed ones beside. */
record CellTable(String id, String title, String lead, List<String> headers, List<Row> rows) {

    record Row(
            String name,
            String detail,
            String requests,
            String throughput,
            String failed,
            boolean anyFailed,
            String received,
            List<Time> response,
            List<Time> service) {}

    /** @param share how long its bar is; nothing but at the headline */
    record Time(String text, Markup share) {}
}
