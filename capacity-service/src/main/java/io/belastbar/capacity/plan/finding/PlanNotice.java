package io.belastbar.capacity.plan.finding;

import java.time.Instant;

/**
 * That somebody was told of something in a plan.
 *
 * @param title as it was told last
 */
public record PlanNotice(String system, String fingerprint, String title, Instant raisedAt) {}
