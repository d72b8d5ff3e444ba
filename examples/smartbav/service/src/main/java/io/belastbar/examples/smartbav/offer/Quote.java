package io.belastbar.examples.smartbav.offer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The insurer's price; fields that the insurer adds are ignored.
 *
 * @param monthlyContribution in EUR
 * @param guaranteedMonthlyPension in EUR
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Quote(
        String quoteId, BigDecimal monthlyContribution, BigDecimal guaranteedMonthlyPension, Instant validUntil) {}
