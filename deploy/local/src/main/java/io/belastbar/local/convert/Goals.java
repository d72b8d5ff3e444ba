package io.belastbar.local.convert;

import io.belastbar.local.convert.Figure.Measure;
import io.belastbar.quantity.InvalidQuantity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Goals as a benchmark report writes them: {@code <50ms P95 mit ≥70% Hit-Rate}, {@code <10 Minuten}. */
final class Goals {

    private static final Pattern HIT_RATE = Pattern.compile(
            "(" + Phrase.SIGN + "\\s*\\d[\\d.,]*\\s*%)\\s*(?:hit|treffer)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern PIPELINE = Pattern.compile("(.+?)\\s+pipeline", Pattern.CASE_INSENSITIVE);

    private Goals() {}

    static void read(String name, String text, int line, NativeBudget budget) {
        try {
            var hits = HIT_RATE.matcher(text);
            var rate = hits.find() ? Phrase.in(hits.group(1)) : Optional.<Phrase>empty();
            var phrase = Phrase.in(hits.replaceAll(" "));
            if (phrase.isEmpty() && rate.isEmpty()) {
                budget.error(line, "a goal has a sign and an amount, as in <200ms P95", text);
            }
            phrase.ifPresent(found -> budget.target(figure(name, found), found.target(), line));
            rate.ifPresent(found -> budget.target(Figure.of("caches", name, Measure.HIT_RATIO), found.target(), line));
        } catch (InvalidQuantity invalid) {
            budget.error(line, invalid.rule(), text);
        }
    }

    /** A pipeline has a duration, a bundle a size, a share is a hit ratio; everything else answers within a time. */
    private static Figure figure(String name, Phrase phrase) {
        var pipeline = PIPELINE.matcher(name);
        if (pipeline.matches() && phrase.statistic().isEmpty()) {
            return Figure.of("pipelines", pipeline.group(1).toLowerCase(Locale.ROOT), Measure.DURATION);
        }
        if (name.toLowerCase(Locale.ROOT).contains("bundle")) {
            return Figure.of("artefacts", "initial-bundle", Measure.SIZE);
        }
        if (phrase.amount().endsWith("%")) {
            return Figure.of("caches", name, Measure.HIT_RATIO);
        }
        var statistic = phrase.statistic().isEmpty() ? "p95" : phrase.statistic();
        return Figure.of("operations", name, Measure.RESPONSE_TIME).with(statistic);
    }
}
