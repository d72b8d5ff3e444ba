package io.belastbar.chaos.runbook;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * Why a game day is held.
 *
 * @param title for people; the name if the document gives none
 * @param scope what is part of it and what is not; empty if nothing is said
 * @param criticalFunction the critical or important function that it tests
 * @param legalBasis the articles it answers, as {@code DORA 24}
 * @param frequency how often it is due; zero if nothing is said
 * @param rto how long the function may be away
 * @param rpo how much time of stored data may be lost
 */
public record Purpose(
        String title,
        String goal,
        String scope,
        String criticalFunction,
        Criticality criticality,
        List<String> legalBasis,
        Period frequency,
        Optional<Duration> rto,
        Optional<Duration> rpo) {

    /** How much hangs on the function. */
    public enum Criticality {
        CRITICAL,
        IMPORTANT,
        SUPPORTING
    }

    public Purpose {
        legalBasis = List.copyOf(legalBasis);
    }
}
