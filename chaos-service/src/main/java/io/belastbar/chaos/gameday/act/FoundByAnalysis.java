package io.belastbar.chaos.gameday.act;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What profiling-service answers to an analysis, as far as a game day links it.
 *
 * @param findings new ones and known ones, to which it led
 */
public record FoundByAnalysis(List<Found> findings) {
    private static final int LINKED_MAX = 5;
    private static final int TEXT_MAX = 500;
    private static final List<String> WORST_FIRST = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");

    /** @param number in the register of findings, for example {@code PE-001} */
    public record Found(
            String number, String severity, String component, String title, List<String> recommendedMeasures) {
        public Found {
            recommendedMeasures = recommendedMeasures == null ? List.of() : List.copyOf(recommendedMeasures);
        }

        private boolean isAbout(String text) {
            String wanted = text.toLowerCase(Locale.ROOT);
            return Stream.concat(Stream.of(component, title), recommendedMeasures.stream())
                    .anyMatch(part ->
                            part != null && part.toLowerCase(Locale.ROOT).contains(wanted));
        }
    }

    public FoundByAnalysis {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    /** Whether one of them is about something. */
    public boolean holds(String text) {
        return findings.stream().anyMatch(found -> found.isAbout(text));
    }

    /**
     * What a step tells: all numbers, and the first few with their addresses, those that were looked for before others, then
     * the worst.
     */
    public Map<String, String> details(Optional<String> finds) {
        Map<String, String> details = new LinkedHashMap<>();
        List<Found> sorted = findings.stream()
                .filter(found -> found.number() != null)
                .sorted(Comparator.<Found, Boolean>comparing(
                                found -> !finds.map(found::isAbout).orElse(false))
                        .thenComparing(found -> WORST_FIRST.indexOf(found.severity()))
                        .thenComparing(Found::number))
                .toList();
        details.put("findings", sorted.stream().map(Found::number).collect(Collectors.joining(", ")));
        sorted.stream().limit(LINKED_MAX).forEach(found -> {
            details.put("finding." + found.number(), found.severity() + ": " + shortened(found.title()));
            details.put("finding." + found.number() + ".url", "/api/v1/findings/" + found.number());
            found.recommendedMeasures().stream()
                    .findFirst()
                    .ifPresent(measure -> details.put("finding." + found.number() + ".measure", shortened(measure)));
        });
        return details;
    }

    private static String shortened(String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s+", " ");
        return line.length() <= TEXT_MAX ? line : line.substring(0, TEXT_MAX) + "…";
    }
}
