package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.Comparison;
import io.belastbar.load.comparison.StepComparison.Method;
import io.belastbar.wording.ReportLanguage;

/** How the intervals came about, in a paragraph. */
final class MethodText {

    private MethodText() {}

    static String of(Comparison comparison, ReportLanguage language) {
        StringBuilder text = new StringBuilder();
        text.append(
                comparison.serviceTimes()
                        ? language.choose("Die Zeiten zählen ab dem Senden. ", "Times count from the send. ")
                        : language.choose(
                                "Die Zeiten zählen ab dem geplanten Start. ", "Times count from the intended start. "));
        comparison.candidates().forEach(candidate -> {
            Method method = candidate.overall().method();
            text.append(candidate.run().name())
                    .append(": ")
                    .append(draw(method, language))
                    .append(' ');
        });
        return text.append(language.choose(
                        "Die Intervalle sind Perzentilintervalle des Logarithmus des Verhältnisses zweier Quantile. Die"
                                + " p-Werte der geprüften Perzentile eines Schritts sind nach Holm korrigiert. Intervalle"
                                + " der Fehlerraten sind von Newcombe.",
                        "Intervals are percentile intervals of the logarithm of the ratio of two quantiles. The p-values of"
                                + " the percentiles tested for a step are corrected after Holm. Intervals of error rates"
                                + " are Newcombe's."))
                .toString();
    }

    private static String draw(Method method, ReportLanguage language) {
        if (method.resamples() == 0) {
            return language.choose("zu wenige Anfragen.", "too few requests.");
        }
        int first = method.baselineBlockSeconds();
        int second = method.otherBlockSeconds();
        if (first == 0 || second == 0) {
            return language.choose(
                    method.resamples()
                            + "-mal neu gezogen, Anfrage für Anfrage, wo keine Sekunden bekannt sind; das nimmt"
                            + " Anfragen als unabhängig an.",
                    "drawn anew " + method.resamples() + " times, request by request where no seconds are known, which"
                            + " takes requests for independent.");
        }
        return language.choose(
                method.resamples() + "-mal neu gezogen, in Blöcken von " + first + " und " + second
                        + " Sekunden, weil Anfragen einer Sekunde und Sekunden in Folge voneinander abhängen.",
                "drawn anew " + method.resamples() + " times in blocks of " + first + " and " + second
                        + " seconds, because requests of one second and seconds in a row depend on each other.");
    }
}
