package io.belastbar.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2025-11-21T06:00:00Z");

    @Test
    void severalSeriesAreNotOneNumber() {
        var two = vector("""
                {"metric":{"a":"1"},"value":[1,"1"]},{"metric":{"a":"2"},"value":[1,"2"]}""");

        assertThat(number(two))
                .isInstanceOfSatisfying(PrometheusAnswer.Nothing.class, nothing -> assertThat(nothing.reason())
                        .contains("2 series"));
        assertThat(number("<html>")).isInstanceOf(PrometheusAnswer.Nothing.class);
        assertThat(number("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"))
                .isEqualTo(new PrometheusAnswer.Nothing<>("Prometheus refused the query: parse error"));
        assertThat(number("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2.5\"]}}"))
                .isEqualTo(new PrometheusAnswer.Value<>(2.5));
    }

    @Test
    void answerThatIsNotWholeIsNone() {
        var whole = vector("{\"metric\":{},\"value\":[1,\"5\"]}");

        assertThat(number(whole.replaceFirst("\\{", "{\"warnings\":[],\"infos\":[\"a hint\"],\"isPartial\":false,")))
                .isEqualTo(new PrometheusAnswer.Value<>(5.0));
        assertThat(number(whole.replaceFirst("\\{", "{\"warnings\":[\"store-2: no answer\"],")))
                .isEqualTo(new PrometheusAnswer.Nothing<>("the answer may not be whole: store-2: no answer"));
        assertThat(number(whole.replaceFirst("\\{", "{\"isPartial\":true,")))
                .isEqualTo(new PrometheusAnswer.Nothing<>("the answer is partial: not every store answered"));
        assertThat(series(matrix("{\"metric\":{},\"values\":[[1,\"5\"]]}").replaceFirst("\\{", "{\"isPartial\":true,")))
                .isInstanceOf(PrometheusAnswer.Nothing.class);
    }

    @Test
    void whatIsNoFiniteNumberIsSaidAsItIs() {
        for (String text : List.of("NaN", "+Inf", "-Inf")) {
            assertThat(number(vector("{\"metric\":{},\"value\":[1,\"" + text + "\"]}")))
                    .isEqualTo(new PrometheusAnswer.Nothing<>("the query gave " + text));
        }
        assertThat(number(vector("{\"metric\":{},\"value\":[1,\"many\"]}")))
                .isInstanceOf(PrometheusAnswer.Nothing.class);
        assertThat(number(vector(""))).isEqualTo(new PrometheusAnswer.Nothing<>("the query gave no series"));
    }

    @Test
    void whatComesOverTimeIsNoNumberAndTheOtherWayRound() {
        assertThat(number(matrix("")))
                .isEqualTo(new PrometheusAnswer.Nothing<>("the query gave no number but a matrix"));
        assertThat(series(vector("")))
                .isEqualTo(new PrometheusAnswer.Nothing<>("the query gave no series over time but a vector"));
    }

    @Test
    void seriesKeepTheirLabelsAndTheirFiniteValues() {
        var body = matrix("""
                {"metric":{"job":"a"},"values":[[1763704800,"1"],[1763704800.25,"NaN"],[1763704801,"+Inf"],[1763704802,"2e3"]]},
                {"metric":{"job":"b"},"values":[[1763704800,"-1"]]}""");

        assertThat(known(body))
                .containsExactly(
                        new PrometheusSeries(
                                Map.of("job", "a"), new TreeMap<>(Map.of(AT, 1.0, AT.plusSeconds(2), 2000.0))),
                        new PrometheusSeries(Map.of("job", "b"), new TreeMap<>(Map.of(AT, -1.0))));
    }

    @Test
    void ofTwoValuesOfAMomentTheLaterCountsAndTimeIsInOrder() {
        var body = matrix("{\"metric\":{},\"values\":[[1763704801,\"5\"],[1763704800,\"1\"],[1763704800,\"2\"]]}");

        assertThat(known(body).getFirst().values())
                .containsExactly(Map.entry(AT, 2.0), Map.entry(AT.plusSeconds(1), 5.0));
    }

    @Test
    void aSeriesWithoutAFiniteValueIsNone() {
        var nothing = new PrometheusAnswer.Nothing<>("the query gave no series");

        assertThat(series(matrix(""))).isEqualTo(nothing);
        assertThat(series(matrix("{\"metric\":{},\"values\":[]}"))).isEqualTo(nothing);
        assertThat(series(matrix("{\"metric\":{},\"values\":[[1763704800,\"NaN\"]]}")))
                .isEqualTo(nothing);
        // Native histograms have no "values".
        assertThat(series(matrix("{\"metric\":{},\"histograms\":[[1763704800,{}]]}")))
                .isEqualTo(nothing);
    }

    @Test
    void brokenAnswersAreNothing() {
        for (String body : List.of("", "null", "[]", "{", "<html>", "{\"status\":\"success\"}")) {
            assertThat(number(body)).as(body).isInstanceOf(PrometheusAnswer.Nothing.class);
            assertThat(series(body)).as(body).isInstanceOf(PrometheusAnswer.Nothing.class);
        }
        assertThat(series(matrix("{\"metric\":{},\"values\":[[1763704800,\"many\"]]}")))
                .isInstanceOf(PrometheusAnswer.Nothing.class);
        assertThat(series(matrix("{\"metric\":{},\"values\":[1,2]}"))).isInstanceOf(PrometheusAnswer.Nothing.class);
    }

    private static List<PrometheusSeries> known(String body) {
        return switch (series(body)) {
            case PrometheusAnswer.Value<List<PrometheusSeries>> known -> known.value();
            case PrometheusAnswer.Nothing<List<PrometheusSeries>> nothing -> throw new AssertionError(nothing.reason());
        };
    }

    private static PrometheusAnswer<Double> number(String body) {
        return PrometheusAnswer.number(body, JSON);
    }

    private static PrometheusAnswer<List<PrometheusSeries>> series(String body) {
        return PrometheusAnswer.series(body, JSON);
    }

    private static String vector(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}";
    }

    private static String matrix(String result) {
        return vector(result).replace("vector", "matrix");
    }
}
