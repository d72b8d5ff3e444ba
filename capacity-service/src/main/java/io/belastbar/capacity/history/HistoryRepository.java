package io.belastbar.capacity.history;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The values of series, as they were measured and rolled up. */
@ApplicationScoped
public class HistoryRepository {

    /** All series of a system, by metric. */
    public Uni<List<StoredSeries>> list(String system) {
        throw new UnsupportedOperationException("not yet: " + system);
    }

    /** One series, if it is known. */
    public Uni<Optional<StoredSeries>> find(String system, String metric) {
        throw new UnsupportedOperationException("not yet: " + system + metric);
    }

    /** The systems that have a series. */
    public Uni<List<String>> systems() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The values between two moments on an even grid: from the finest roll-up that covers them; days begin in the series' zone.
     *
     * @param step one hour or one day (or the finest kept, five minutes)
     */
    public Uni<Grid> read(StoredSeries series, Instant from, Instant to, Duration step, Measure measure) {
        throw new UnsupportedOperationException("not yet: " + series + from + to + step + measure);
    }

    /**
     * Values on an even grid.
     *
     * @param start of the first
     * @param values NaN where nothing was measured
     */
    public record Grid(Instant start, Duration step, double[] values) {}
}
