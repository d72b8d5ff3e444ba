package io.belastbar.local.convert;

import io.belastbar.local.convert.Figure.Measure;
import io.belastbar.quantity.InvalidQuantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Targets and alerts by their usual names: {@code API Response Time: P95 < 500ms}. An alert says when something is
 * wrong, and becomes the critical limit of the target with the same figure.
 */
final class Targets {

    static final String NAMES = "the name says what is meant: response time, query time, cache hit rate, throughput,"
            + " error rate, connection pool exhaustion";

    /** The usual names, the more special before the more general. */
    private static final Map<Pattern, Figure> FIGURES = new LinkedHashMap<>();

    static {
        name(
                "connection\\S*[ -]?pool|database[ _-]?connections?|verbindungspool",
                Figure.of("resources", "database_connections", Measure.UTILISATION));
        name("quer(?:y|ies)|abfrage\\S*", Figure.of("database", Figure.ALL, Measure.QUERY_TIME));
        name("hits?|hit\\S+|treffer\\S*", Figure.of("caches", "cache", Measure.HIT_RATIO));
        name("errors?|fehler\\S*", Figure.of("endpoints", Figure.ALL, Measure.ERROR_RATE));
        name("throughput|durchsatz", Figure.of("endpoints", Figure.ALL, Measure.THROUGHPUT));
        name("responses?|antwort\\S*", Figure.of("endpoints", Figure.ALL, Measure.RESPONSE_TIME));
    }

    private Targets() {}

    private static void name(String words, Figure figure) {
        FIGURES.put(Pattern.compile("(?iu)(?<!\\p{L})(?:" + words + ")(?!\\p{L})"), figure);
    }

    /** Empty if the name is none of the usual ones. */
    static Optional<Figure> named(String name) {
        return FIGURES.entrySet().stream()
                .filter(known -> known.getKey().matcher(name).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static void read(boolean alert, Figure figure, String text, int line, NativeBudget budget) {
        if (text.isBlank() && figure.mayBeExhausted()) {
            budget.critical(figure, "< 100%", line);
            return;
        }
        try {
            var phrase = Phrase.in(text);
            if (phrase.isEmpty()) {
                budget.error(line, "a limit has a sign and an amount, as in P95 < 500ms", text);
            } else if (phrase.get().below() == (figure.lowerIsBetter() == alert)) {
                budget.error(
                        line,
                        alert
                                ? "an alert says what is wrong: " + (figure.lowerIsBetter() ? "> or ≥" : "< or ≤")
                                : "a target is kept: " + (figure.lowerIsBetter() ? "< or ≤" : "> or ≥"),
                        text);
            } else if (alert) {
                budget.critical(
                        figure.with(phrase.get().statistic()), phrase.get().alert(), line);
            } else {
                budget.target(
                        figure.with(phrase.get().statistic()), phrase.get().target(), line);
            }
        } catch (InvalidQuantity invalid) {
            budget.error(line, invalid.rule(), text);
        }
    }
}
