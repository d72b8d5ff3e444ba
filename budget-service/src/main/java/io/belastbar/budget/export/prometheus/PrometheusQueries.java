package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Queries for the HTTP server metrics that Quarkus and Spring write with Micrometer
 * ({@code http_server_requests_seconds}); other names need an edit.
 *
 * @param matchers of labels; empty for all
 */
public record PrometheusQueries(List<String> matchers) {

    private static final String METRIC = "http_server_requests_seconds";
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/]*\\}");
    private static final String NOBODYS = "uri!~\"/q/.*|/actuator.*|NOT_FOUND|REDIRECTION|UNKNOWN\"";
    private static final String FAILED = "outcome=\"SERVER_ERROR\"";
    private static final String NOT_FAILED = "outcome!=\"SERVER_ERROR\"";

    public PrometheusQueries {
        matchers = List.copyOf(matchers);
    }

    /** Of an endpoint, in whatever system. */
    public static PrometheusQueries of(Subject subject) {
        var matchers = new ArrayList<String>();
        if (subject.kind() == SubjectKind.ENDPOINT && !subject.name().equals(Subject.ALL)) {
            var space = subject.name().indexOf(' ');
            if (space >= 0) {
                matchers.add(PromQl.equal("method", subject.name().substring(0, space)));
            }
            matchers.add(uri(subject.name().substring(space + 1)));
        }
        return new PrometheusQueries(matchers);
    }

    /** Of an endpoint of a system; of all of them what users ask for, and not what probes and Prometheus do. */
    public static PrometheusQueries of(SystemSelector system, Subject subject) {
        var matchers = new ArrayList<String>();
        matchers.add(system.text(subject));
        if (subject.name().equals(Subject.ALL)) {
            matchers.add(NOBODYS);
        }
        matchers.addAll(of(subject).matchers());
        return new PrometheusQueries(matchers);
    }

    /** Whatever a path's parameter is called there, and whether or not the expression that it must match stands with it. */
    private static String uri(String path) {
        if (path.equals("/")) {
            return PromQl.matching("uri", "/|root");
        }
        var parameter = PARAMETER.matcher(path);
        if (!parameter.find()) {
            return PromQl.equal("uri", path);
        }
        var expression = new StringBuilder();
        int end = 0;
        do {
            expression
                    .append(PromQl.literally(path.substring(end, parameter.start())))
                    .append("[{][^/]+[}]");
            end = parameter.end();
        } while (parameter.find());
        return PromQl.matching("uri", expression + PromQl.literally(path.substring(end)));
    }

    /** The requests since the start: a counter for each process, because a sum does not show which one started anew. */
    public String count() {
        return series("_count");
    }

    /** Those of them that were no server error. */
    public String goodCount() {
        return series("_count", NOT_FAILED);
    }

    /** Those of them that were a server error. */
    public String failedCount() {
        return series("_count", FAILED);
    }

    /** Those of them that took at most so long. */
    public String bucket(double seconds) {
        return series("_bucket", PromQl.bucket(seconds));
    }

    /** Requests a second. */
    String rate(String window) {
        return rate(series("_count"), window);
    }

    /** Requests a second that failed; 0 where only good ones are known. */
    String failedRate(String window) {
        return rate(series("_count", FAILED), window) + " or 0 * " + rate(window);
    }

    /** The share of requests that took at most so long, of those that are counted in buckets at all. */
    String shareWithin(double seconds, String window) {
        return rate(series("_bucket", PromQl.bucket(seconds)), window) + " / "
                + rate(series("_bucket", PromQl.equal("le", "+Inf")), window);
    }

    /** Says something where no request was ever counted. */
    String noRequests() {
        return "absent(" + series("_count") + ")";
    }

    /** Says something where requests are counted, but not in a bucket at this bound. */
    String noBucket(double seconds) {
        return "absent(" + series("_bucket", PromQl.bucket(seconds)) + ") and on () count(" + series("_count")
                + ") > 0";
    }

    private static String rate(String series, String window) {
        return "sum(rate(" + series + "[" + window + "]))";
    }

    private String series(String suffix, String... more) {
        var all = new ArrayList<>(matchers);
        all.addAll(List.of(more));
        return METRIC + suffix + "{" + String.join(",", all) + "}";
    }
}
