package io.belastbar.chaos.expectation.count;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.chaos.expectation.metric.MetricSource;
import io.belastbar.chaos.expectation.metric.MetricSource.Value;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a number is counted: a metric, or a field of an answer. */
public sealed interface CountSource {

    Request request();

    /** What is counted, and by whom. */
    String text();

    /** The number in an answer, or why there is none. */
    Value in(HttpReading reading);

    /** A metric of an application. */
    record OfMetric(MetricSource source) implements CountSource {
        @Override
        public Request request() {
            return source.request();
        }

        @Override
        public String text() {
            return source.target() + " " + source.text();
        }

        @Override
        public Value in(HttpReading reading) {
            return source.in(reading);
        }
    }

    /** A field of an answer: a number, or a list, whose entries are counted. */
    record OfJson(Request request, String json) implements CountSource {
        @Override
        public String text() {
            return request.target() + " " + request.text() + " " + json;
        }

        @Override
        public Value in(HttpReading reading) {
            String target = request.target();
            return switch (reading) {
                case NotAsked notAsked ->
                    none("not asked: " + notAsked.reason(), "nicht gefragt: " + notAsked.reason());
                case Unanswered silent ->
                    none(
                            target + " did not answer: " + silent.reason(),
                            target + " hat nicht geantwortet: " + silent.reason());
                case Answered answered ->
                    answered.status() == 200
                            ? in(answered.body())
                            : none(
                                    target + " answered " + answered.status(),
                                    target + " hat " + answered.status() + " geantwortet");
            };
        }

        private Value in(String body) {
            List<JsonNode> found = JsonValues.at(json, body);
            if (found.size() == 1 && found.getFirst().isNumber()) {
                return new Value.Amount(found.getFirst().doubleValue());
            }
            if (found.size() == 1 && found.getFirst().isArray()) {
                return new Value.Amount(found.getFirst().size());
            }
            return none(
                    "no number at " + json + " of " + request.target(),
                    "keine Zahl an " + json + " von " + request.target());
        }

        private static Value none(String english, String german) {
            return new Value.None(new Sentence(english, german));
        }
    }

    /** Reads a mapping with {@code metric}, or with {@code request} and {@code json}. */
    static Optional<CountSource> read(ExpectationFields fields) {
        if (fields.optional("metric").isPresent()) {
            fields.only(Set.of(), MetricSource.fieldsAnd());
            MetricSource source = MetricSource.read(fields);
            return fields.ifSound(() -> new OfMetric(source));
        }
        fields.only(Set.of(), Request.fieldsAnd("json"));
        Request request = Request.read(fields);
        String json = JsonValues.path(fields, "json");
        return fields.ifSound(() -> new OfJson(request, json));
    }
}
