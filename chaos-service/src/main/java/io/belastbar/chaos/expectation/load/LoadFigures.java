package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Measured;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What loadtest-service says of some seconds of a load: {@code GET /api/v1/test-runs/{id}/figures}. Requests that ended in
 * them, failed ones included.
 *
 * @param from when the first second began; null without any
 * @param to when the last one ended; null without any
 * @param seconds how many
 */
public record LoadFigures(Instant from, Instant to, int seconds, List<Figures> figures) {

    private static final double Z = 1.96;
    private static final double NANOS_PER_MS = 1e6;

    /** @param tenant null if all are added up */
    public record Figures(
            String tenant, long requests, long errors, double requestsPerSecond, List<Quantile> response) {

        /**
         * The share of failed requests, 0 to 1, with its 95 % interval (Wilson, JASA 22 (1927), 209-212). Requests of a run
         * are correlated, so the true confidence is somewhat below.
         */
        public Optional<Measured> errorRate() {
            if (requests == 0) {
                return Optional.empty();
            }
            double n = requests;
            double share = errors / n;
            double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
            double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
            return Optional.of(new Measured(
                    share, Math.min(share, Math.max(0, middle - half)), Math.max(share, Math.min(1, middle + half))));
        }

        /** A quantile of the response time in nanoseconds; without an upper end of its bound: endless. */
        public Optional<Measured> response(double quantile) {
            return response.stream()
                    .filter(each -> Math.abs(each.quantile() - quantile) < 1e-9)
                    .findFirst()
                    .map(each -> new Measured(
                            each.ms() * NANOS_PER_MS,
                            Math.min(each.ms(), each.atLeastMs()) * NANOS_PER_MS,
                            each.atMostMs() == null
                                    ? Double.POSITIVE_INFINITY
                                    : Math.max(each.ms(), each.atMostMs()) * NANOS_PER_MS));
        }
    }

    /** @param atMostMs null: too few requests to tell */
    public record Quantile(double quantile, double ms, double atLeastMs, Double atMostMs) {}

    public LoadFigures {
        figures = figures == null ? List.of() : List.copyOf(figures);
    }
}
