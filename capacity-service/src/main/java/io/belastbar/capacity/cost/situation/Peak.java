package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.history.HistoryRepository.Grid;
import java.time.Instant;
import java.util.Optional;

/**
 * The most of a series' last days: a limit is reached by the peak, and what is there at the hour of asking says nothing of it.
 *
 * @param days of how many
 * @param at the day on which it was
 */
record Peak(double value, int days, Instant at) {

    /** Of days, the first of equal ones; empty if nothing was measured. */
    static Optional<Peak> of(Grid daily, int days) {
        int most = -1;
        for (int i = Math.max(0, daily.values().length - days); i < daily.values().length; i++) {
            double value = daily.values()[i];
            if (!Double.isNaN(value) && (most < 0 || value > daily.values()[most])) {
                most = i;
            }
        }
        return most < 0
                ? Optional.empty()
                : Optional.of(new Peak(
                        daily.values()[most],
                        days,
                        daily.start().plus(daily.step().multipliedBy(most))));
    }
}
