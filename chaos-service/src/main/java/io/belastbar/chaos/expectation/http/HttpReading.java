package io.belastbar.chaos.expectation.http;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What came of a request. */
public sealed interface HttpReading {

    /** How long it took, from the first packet to the last byte. */
    Duration took();

    /** An answer as somebody judges it; without one nothing is known, or nothing holds yet. */
    default Observation observed(Function<Answered, Observation> judged) {
        return switch (this) {
            case NotAsked notAsked ->
                Observation.unknown("not asked: " + notAsked.reason(), "nicht gefragt: " + notAsked.reason());
            case Unanswered none ->
                new Observation(
                        Result.NOT_YET,
                        new Sentence("no answer: " + none.reason(), "keine Antwort: " + none.reason()),
                        Map.of("tookMs", String.valueOf(none.took().toMillis())));
            case Answered answered -> judged.apply(answered);
        };
    }

    /** @param headers by their names in lower case */
    record Answered(int status, Map<String, String> headers, String body, Duration took) implements HttpReading {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * No whole answer.
     *
     * @param reason a sentence part for a person
     * @param slow whether the time was over; else the connection was refused or broke
     */
    record Unanswered(String reason, boolean slow, Duration took) implements HttpReading {}

    /** It could not even be asked: no such target or credential, or no token for it. */
    record NotAsked(String reason) implements HttpReading {
        @Override
        public Duration took() {
            return Duration.ZERO;
        }
    }
}
