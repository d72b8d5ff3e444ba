package io.belastbar.contracts;

import java.util.List;

/**
 * An objective judged without the time in which a dependency was in trouble: its breaker was OPEN or it was slow.
 *
 * @param dependencies whose trouble was left out, for example {@code versicherer-api}
 * @param samples what remained
 * @param observed with unit; null when nothing remained
 * @param reason which times were left out, and what follows
 * @param reasonGerman the reason in German
 */
public record WithoutDependency(
        List<String> dependencies,
        long samples,
        String observed,
        ObjectiveVerdict verdict,
        String reason,
        String reasonGerman) {}
