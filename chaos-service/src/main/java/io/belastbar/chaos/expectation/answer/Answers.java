package io.belastbar.chaos.expectation.answer;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.report.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request is answered in given ways only: in good time with an answer, with the last known one, or with 503 and when to
 * come again.
 *
 * @param samples how often it is asked in one look
 * @param silence whether no answer at all is one of the ways
 */
public record Answers(Request request, List<AnswerKind> kinds, int samples, boolean silence) implements Expectation {

    public static final String TYPE = "answers";
    private static final int SAMPLES = 5;
    private static final int SAMPLES_MAX = 50;

    public static Optional<Answers> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, Request.fieldsAnd("only", "samples", "silence"));
        Request request = Request.read(fields);
        List<AnswerKind> kinds = fields.list("only", 1).stream()
                .map(at -> AnswerKind.read(at, fields))
                .toList();
        int samples = fields.between("samples", 1, SAMPLES_MAX, SAMPLES);
        boolean silence = fields.flag("silence", false);
        return fields.ifSound(() -> new Answers(request, kinds, samples, silence));
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
        String ways = kinds.stream().map(AnswerKind::text).collect(Collectors.joining(" | "));
        return new Sentence(
                request.text() + " is answered only by: " + ways,
                request.text() + " wird nur beantwortet mit: " + ways);
    }

    /**
     * @return VIOLATED by one answer of another kind; NOT_YET while a kind that must be seen was not; UNKNOWN if nothing
     *     could be asked
     */
    public Observation judge(List<HttpReading> readings) {
        Map<String, Integer> counts = new TreeMap<>();
        Optional<String> foreign = Optional.empty();
        for (HttpReading reading : readings) {
            if (reading instanceof NotAsked(String reason)) {
                return Observation.unknown("not asked: " + reason, "nicht gefragt: " + reason);
            }
            counts.merge(what(reading), 1, Integer::sum);
            if (foreign.isEmpty() && !allowed(reading)) {
                foreign = Optional.of(what(reading));
            }
        }
        String seen = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
        Map<String, String> details = new LinkedHashMap<>();
        counts.forEach((what, count) -> details.put("answers." + what, String.valueOf(count)));
        foreign.ifPresent(what -> details.put("foreign", what));
        Result result = foreign.isPresent() ? Result.VIOLATED : allSeen(readings) ? Result.HOLDS : Result.NOT_YET;
        return new Observation(result, Sentence.verbatim(seen), details);
    }

    private boolean allowed(HttpReading reading) {
        return reading instanceof Answered answered ? kinds.stream().anyMatch(kind -> kind.fits(answered)) : silence;
    }

    private boolean allSeen(List<HttpReading> readings) {
        return kinds.stream().filter(AnswerKind::seen).allMatch(kind -> readings.stream()
                .anyMatch(reading -> reading instanceof Answered answered && kind.fits(answered)));
    }

    private static String what(HttpReading reading) {
        return switch (reading) {
            case Answered answered -> String.valueOf(answered.status());
            case Unanswered none -> none.slow() ? "timeout" : "no connection";
            case NotAsked notAsked -> "not asked";
        };
    }
}
