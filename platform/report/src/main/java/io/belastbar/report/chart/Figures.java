package io.belastbar.report.chart;

import java.util.List;

/** The values behind charts, for readers and for the page's own script: the first header is that of the times. */
public record Figures(List<String> headers, List<Row> rows) {

    /** A moment. */
    public record Row(String time, List<String> cells) {}
}
