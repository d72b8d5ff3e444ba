package io.belastbar.capacity.report.growth;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.compare.ComparedFigure;
import io.belastbar.capacity.projection.Projection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the page about growth is made of.
 *
 * @param today in the system's zone
 * @param projections the newest of each series; those that nobody measures any more last
 * @param compared what is planned beside what is measured and forecast
 */
record Growth(
        String system,
        LocalDate today,
        ZoneId zone,
        CapacityPlan plan,
        List<Projection> projections,
        List<ComparedFigure> compared) {

    Growth {
        projections = projections.stream()
                .sorted(Comparator.comparing(Projection::isStale))
                .toList();
        compared = List.copyOf(compared);
    }

    boolean isEmpty() {
        return projections.isEmpty() && plan.figures().isEmpty();
    }

    /** The years that it is about: those of the plan, else from today's to the last that a forecast reaches. */
    int firstYear() {
        return planned().mapToInt(LocalDate::getYear).min().orElse(today.getYear());
    }

    int lastYear() {
        return planned()
                .mapToInt(LocalDate::getYear)
                .max()
                .orElse(Math.max(
                        firstYear(),
                        projections.stream()
                                .map(Projection::reach)
                                .mapToInt(reach -> year(reach))
                                .max()
                                .orElse(today.getYear())));
    }

    String fileName() {
        return "growth-projections-" + firstYear() + "-" + lastYear() + ".md";
    }

    /** The last day that the plan speaks of, else the last of the years. */
    LocalDate end() {
        return planned().max(LocalDate::compareTo).orElse(LocalDate.of(lastYear(), 12, 31));
    }

    /** The last of the planned days, or else ends of years, that any forecast reaches; empty if none does. */
    Optional<LocalDate> endInReach() {
        Stream<LocalDate> ends = plan.figures().isEmpty()
                ? IntStream.rangeClosed(firstYear(), lastYear()).mapToObj(year -> LocalDate.of(year, 12, 31))
                : planned();
        return ends.filter(day -> !day.isBefore(today))
                .filter(day -> projections.stream()
                        .anyMatch(projection -> projection.at(endOf(day)).isPresent()))
                .max(LocalDate::compareTo);
    }

    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    boolean isPast(Instant moment) {
        return LocalDate.ofInstant(moment, zone).isBefore(today);
    }

    private Stream<LocalDate> planned() {
        return plan.figures().stream()
                .map(PlannedFigure::planned)
                .flatMap(List::stream)
                .map(PlannedFigure.PlannedValue::by);
    }

    private int year(Instant moment) {
        return LocalDate.ofInstant(moment, zone).getYear();
    }
}
