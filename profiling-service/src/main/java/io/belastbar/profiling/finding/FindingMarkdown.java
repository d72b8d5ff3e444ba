package io.belastbar.profiling.finding;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes a finding in the form of the finding template, in German or English. The labels are translated; the texts are
 * as they were raised.
 */
public final class FindingMarkdown {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;

    private FindingMarkdown() {}

    /** The finding in the language of {@code locale}: English for {@code en}, German for all others. */
    public static String render(Finding finding, Locale locale, ZoneId zone) {
        boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return english ? english(finding, zone) : german(finding, zone);
    }

    private static String german(Finding finding, ZoneId zone) {
        return """
                ## Finding %s

                - **Datum:** %s
                - **Gefunden von:** %s
                - **Schweregrad:** %s
                - **Kategorie:** %s
                - **Regulatorische Referenz:** %s
                - **Betroffene Komponente:** `%s`
                - **Beschreibung:**
                %s

                - **Empfohlene Maßnahme:**
                %s

                - **Verantwortlich:** %s
                - **Status:** %s
                """.formatted(values(finding, zone));
    }

    private static String english(Finding finding, ZoneId zone) {
        return """
                ## Finding %s

                - **Date:** %s
                - **Found by:** %s
                - **Severity:** %s
                - **Category:** %s
                - **Regulatory reference:** %s
                - **Affected component:** `%s`
                - **Description:**
                %s

                - **Recommended measures:**
                %s

                - **Responsible:** %s
                - **Status:** %s
                """.formatted(values(finding, zone));
    }

    private static Object[] values(Finding finding, ZoneId zone) {
        return new Object[] {
            finding.number(),
            DATE.format(finding.registeredAt().atZone(zone)),
            oneLine(finding.foundBy()),
            words(finding.severity().name()),
            oneLine(finding.category()),
            oneLine(finding.regulatoryReference()),
            oneLine(finding.component()).replace('`', '\''),
            indented(finding.description()),
            numbered(finding.recommendedMeasures()),
            oneLine(finding.responsible()),
            words(finding.status().name())
        };
    }

    /** {@code IN_PROGRESS} as people write it: {@code In Progress}. */
    private static String words(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.split("_")) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text == null || text.isBlank() ? "–" : text.strip().replaceAll("\\s+", " ");
    }

    private static String indented(String text) {
        return text == null || text.isBlank() ? "  –" : text.strip().indent(2).stripTrailing();
    }

    private static String numbered(List<String> measures) {
        if (measures.isEmpty()) {
            return "  –";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            text.append("  %d. %s\n".formatted(i + 1, oneLine(measures.get(i))));
        }
        return text.toString().stripTrailing();
    }
}
