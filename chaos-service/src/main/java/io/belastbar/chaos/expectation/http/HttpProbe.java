package io.belastbar.chaos.expectation.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request answers as it should.
 *
 * @param status those that are right
 * @param json where something must stand in the answer; empty: anywhere anything
 * @param equal what must stand there; empty: whatever it is
 * @param atMost how long the answer may take; empty: until the request's timeout
 */
public record HttpProbe(
        Request request,
        List<Integer> status,
        Optional<String> json,
        Optional<JsonNode> equal,
        Optional<Duration> atMost)
        implements Expectation {

    public static final String TYPE = "http-probe";

    /** Scheduling on a busy machine: what takes longer than its limit by less may have been in time. */
    static final Duration ERROR_BOUND = Duration.ofMillis(5);

    public static Optional<HttpProbe> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, Request.fieldsAnd("status", "json", "equals", "at-most"));
        Request request = Request.read(fields);
        List<Integer> status = StatusCodes.read(fields);
        Optional<String> json = JsonValues.optionalPath(fields, "json");
        Optional<JsonNode> equal = JsonValues.expected(fields, "equals");
        if (equal.isPresent() && json.isEmpty()) {
            fields.fault("equals", "needs json: the path at which it must stand");
        }
        Optional<Duration> atMost = fields.optionalDuration("at-most");
        if (atMost.filter(limit -> limit.compareTo(request.timeout()) >= 0).isPresent()) {
            fields.fault(
                    "at-most",
                    "must be below the timeout, which is " + request.timeout().toMillis() + "ms");
        }
        return fields.ifSound(() -> new HttpProbe(request, status, json, equal, atMost));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(request.target());
    }

    @Override
    public Set<String> credentials() {
        return request.credentials();
    }

    @Override
    public Sentence sentence() {
        String what = request.text() + " (" + request.target() + ")";
        String codes = StatusCodes.text(status);
        String value = json.map(
                        path -> ", " + path + equal.map(node -> " = " + node).orElse(""))
                .orElse("");
        return new Sentence(
                what + " answers " + codes + value
                        + atMost.map(limit -> " within " + limit.toMillis() + " ms")
                                .orElse(""),
                what + " antwortet " + codes + value
                        + atMost.map(limit -> " binnen " + limit.toMillis() + " ms")
                                .orElse(""));
    }

    /** @return UNKNOWN if it could not be asked, or the time lies within 5 ms of its limit */
    public Observation judge(HttpReading reading) {
        return reading.observed(this::judge);
    }

    private Observation judge(Answered answered) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", String.valueOf(answered.status()));
        details.put("tookMs", String.valueOf(answered.took().toMillis()));
        Optional<JsonNode> found = json.flatMap(
                path -> JsonValues.at(path, answered.body()).stream().findFirst());
        found.ifPresent(value -> details.put("value", shortened(value.toString())));
        boolean right = status.contains(answered.status())
                && (json.isEmpty() || found.isPresent())
                && equal.stream().allMatch(value -> JsonValues.same(value, found.orElseThrow()));
        Result result = right ? inTime(answered.took()) : Result.NOT_YET;
        String value = json.map(path -> ", " + path + " = "
                        + found.map(node -> shortened(node.toString())).orElse("–"))
                .orElse("");
        String took = answered.status() + " (" + answered.took().toMillis() + " ms)" + value;
        return new Observation(result, Sentence.verbatim(took), details);
    }

    private Result inTime(Duration took) {
        if (atMost.isEmpty() || took.plus(ERROR_BOUND).compareTo(atMost.get()) <= 0) {
            return Result.HOLDS;
        }
        return took.minus(ERROR_BOUND).compareTo(atMost.get()) > 0 ? Result.NOT_YET : Result.UNKNOWN;
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
