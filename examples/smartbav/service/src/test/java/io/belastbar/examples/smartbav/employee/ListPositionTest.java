package io.belastbar.examples.smartbav.employee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ListPositionTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    @Test
    void cursorRoundTrips() {
        var position = new ListPosition(NOON, List.of("emp_1", "emp_2"));

        assertThat(ListPosition.parse(position.cursor())).isEqualTo(position);
    }

    @Test
    void foreignCursorIsRefused() {
        assertThatThrownBy(() -> ListPosition.parse("???")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ListPosition.parse("YWJj")).isInstanceOf(IllegalArgumentException.class);
    }

    /** However many rows share an instant, and in whatever order the database returns those. */
    @Property(tries = 300)
    void pagingShowsEveryRowExactlyOnce(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 10) int instants,
            @ForAll @IntRange(min = 1, max = 15) int limit,
            @ForAll Random random) {
        var all = new ArrayList<Employee>();
        for (int i = 0; i < rows; i++) {
            all.add(employee("emp_" + i, NOON.plusNanos(1_000L * random.nextInt(instants))));
        }

        var seen = new ArrayList<String>();
        Optional<ListPosition> position = Optional.empty();
        var page = page(all, limit, position, random);
        while (!page.isEmpty()) {
            page.forEach(employee -> seen.add(employee.id()));
            position = Optional.of(
                    ListPosition.parse(ListPosition.after(position, page).cursor()));
            page = page(all, limit, position, random);
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(rows);
    }

    /** What the statement in EmployeeRepository does, ties in random order. */
    private static List<Employee> page(List<Employee> all, int limit, Optional<ListPosition> position, Random random) {
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.stream()
                .filter(e -> position.isEmpty()
                        || !e.createdAt().isAfter(position.get().createdAt())
                                && !position.get().shown().contains(e.id()))
                .sorted(Comparator.comparing(Employee::createdAt).reversed())
                .limit(limit)
                .toList();
    }

    private static Employee employee(String id, Instant createdAt) {
        var day = LocalDate.of(1990, 1, 1);
        return new Employee(id, "A", "B", "a@b.de", day, BigDecimal.ONE, day, "hr", createdAt);
    }
}
