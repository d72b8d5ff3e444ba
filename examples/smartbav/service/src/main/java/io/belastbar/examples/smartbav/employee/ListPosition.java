package io.belastbar.examples.smartbav.employee;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of the list ended: the instant of its last row, and the rows of that very instant that were shown
 * already. The instant alone would skip or repeat rows that were created together; this is exact without a second
 * sort column, which the missing index would then have to carry.
 */
public record ListPosition(Instant createdAt, List<String> shown) {
    public ListPosition {
        shown = List.copyOf(shown);
    }

    /** @throws IllegalArgumentException for a cursor that this class did not write */
    public static ListPosition parse(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var parts = List.of(text.split(" "));
            return new ListPosition(Instant.parse(parts.get(0)), parts.subList(1, parts.size()));
        } catch (DateTimeParseException notOurs) {
            throw new IllegalArgumentException("cursor should come from a list's nextCursor", notOurs);
        }
    }

    /** The position after a page, which started at {@code before}. */
    public static ListPosition after(Optional<ListPosition> before, List<Employee> page) {
        var last = page.getLast().createdAt();
        var shown = new ArrayList<String>();
        before.filter(position -> position.createdAt().equals(last)).ifPresent(p -> shown.addAll(p.shown()));
        page.stream().filter(e -> e.createdAt().equals(last)).map(Employee::id).forEach(shown::add);
        return new ListPosition(last, shown);
    }

    public String cursor() {
        var text = createdAt + " " + String.join(" ", shown);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
