package io.belastbar.budget.export;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;

/**
 * Queries for the HTTP server metrics that Quarkus and Spring write with Micrometer
 * ({@code http_server_requests_seconds}); other names need an edit.
 *
 * @param selector labels in braces; empty for all
 */
record PrometheusQueries(String selector) {

    private static final String METRIC = "http_server_requests_seconds";

    static PrometheusQueries of(Subject subject) {
        if (subject.kind() != SubjectKind.ENDPOINT || subject.name().equals(Subject.ALL)) {
            return new PrometheusQueries("");
        }
        var space = subject.name().indexOf(' ');
        var uri = "uri=\"" + subject.name().substring(space + 1) + "\"";
        return new PrometheusQueries(
                space < 0 ? uri : "method=\"" + subject.name().substring(0, space) + "\"," + uri);
    }

    /** In seconds. */
    String percentile(double share, String window) {
        return "histogram_quantile(%s, sum by (le) (rate(%s_bucket{%s}[%s])))"
                .formatted(share, METRIC, selector, window);
    }

    /** The requests since the start, a counter. */
    String count() {
        return "sum(%s_count{%s})".formatted(METRIC, selector);
    }

    /** Those of them that were no server error. */
    String goodCount() {
        return "sum(%s_count{%s})".formatted(METRIC, with("outcome!=\"SERVER_ERROR\""));
    }

    /** Those of them that took at most so long. */
    String bucket(double seconds) {
        return "sum(%s_bucket{%s})".formatted(METRIC, with("le=\"" + seconds + "\""));
    }

    String total(String window) {
        return "sum(rate(%s_count{%s}[%s]))".formatted(METRIC, selector, window);
    }

    String good(String window) {
        return "sum(rate(%s_count{%s}[%s]))".formatted(METRIC, with("outcome!=\"SERVER_ERROR\""), window);
    }

    String errorRatio(String window) {
        return "(sum(rate(%s_count{%s}[%s])) / %s)"
                .formatted(METRIC, with("outcome=\"SERVER_ERROR\""), window, total(window));
    }

    private String with(String label) {
        return selector.isEmpty() ? label : selector + "," + label;
    }
}
