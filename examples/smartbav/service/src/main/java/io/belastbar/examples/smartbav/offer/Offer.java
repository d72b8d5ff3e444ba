package io.belastbar.examples.smartbav.offer;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An offer that was made.
 *
 * @param laufzeit years of paying in
 * @param monthlyContribution in EUR
 * @param guaranteedMonthlyPension in EUR
 * @param stale true when the insurer could not be asked and its last known price was taken
 */
public record Offer(
        String id,
        String mitarbeiterId,
        String versicherer,
        int laufzeit,
        BigDecimal monthlyContribution,
        BigDecimal guaranteedMonthlyPension,
        boolean stale,
        Instant validUntil,
        Instant createdAt) {}
