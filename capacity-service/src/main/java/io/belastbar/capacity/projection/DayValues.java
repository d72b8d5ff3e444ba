package io.belastbar.capacity.projection;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What is expected on each day, as far as a forecast reaches: of a series by the hour, that of the day's worst hour.
 *
 * @param zone in which the days begin
 * @param first the day of the first value; one value a day from there, of the calendar
 * @param expected with the bounds of {@link ProjectedValue} beside, all of the same length, to six significant digits
 * @param approximate as of {@link ProjectedValue}
 */
public record DayValues(
        ZoneId zone,
        LocalDate first,
        double[] expected,
        double[] lower80,
        double[] upper80,
        double[] lower95,
        double[] upper95,
        boolean approximate) {

    public LocalDate day(int index) {
        return first.plusDays(index);
    }

    /** Empty before the first day and after the last. The moment is the one at which the day begins. */
    public Optional<ProjectedValue> on(LocalDate day) {
        long index = day.toEpochDay() - first.toEpochDay();
        if (index < 0 || index >= expected.length) {
            return Optional.empty();
        }
        int i = (int) index;
        return Optional.of(new ProjectedValue(
                day.atStartOfDay(zone).toInstant(),
                expected[i],
                lower80[i],
                upper80[i],
                lower95[i],
                upper95[i],
                approximate));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayValues that
                && zone.equals(that.zone)
                && first.equals(that.first)
                && approximate == that.approximate
                && Arrays.deepEquals(all(), that.all());
    }

    @Override
    public int hashCode() {
        return Objects.hash(zone, first, approximate, Arrays.deepHashCode(all()));
    }

    @Override
    public String toString() {
        return expected.length + " days from " + first + " " + zone;
    }

    private double[][] all() {
        return new double[][] {expected, lower80, upper80, lower95, upper95};
    }
}
