package io.belastbar.resilience.measure;

import java.time.Duration;
import java.util.Optional;

/**
 * When it happened, by the history's clock.
 *
 * @param inject when the fault was injected: the first, if there were several
 * @param outage the first failed or indeterminate write at or after it
 * @param recovery the first acknowledged write after it that begins the stability window
 * @param detected when the outage was seen, decided when to fail over, promoted when the new primary took over
 * @param transacted when a business transaction succeeded after that
 */
public record Timeline(
        Optional<Duration> inject,
        Optional<Duration> outage,
        Optional<Duration> recovery,
        Optional<Duration> detected,
        Optional<Duration> decided,
        Optional<Duration> promoted,
        Optional<Duration> transacted) {}
