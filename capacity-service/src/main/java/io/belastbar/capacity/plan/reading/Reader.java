package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.limit.unit.Amount;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.Place;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** What the readers of a plan's parts have in common: amounts, places and days, with the faults of all of them. */
record Reader(String file, ErrorCollector errors) {
    static final int LINE_MAX = 500;

    Place place(DocumentNode node) {
        return new Place(file, node.pointer(), node.key().line());
    }

    /** Empty, with a fault, if it is no amount. */
    Optional<Amount> amount(DocumentNode node) {
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(Amount.parse(text));
            } catch (InvalidQuantity invalid) {
                errors.add(node, invalid.rule(), node.text());
                return Optional.empty();
            }
        });
    }

    /** The value in a unit; empty, with a fault, if it measures something else. */
    Optional<Double> in(String unit, DocumentNode node) {
        return amount(node).flatMap(amount -> {
            var value = amount.in(unit);
            if (value.isEmpty()) {
                errors.add(node, rule(amount, unit), node.text());
                return Optional.empty();
            }
            return Optional.of(value.getAsDouble());
        });
    }

    private static String rule(Amount amount, String unit) {
        if (amount.unit().equals(Units.COUNT)) {
            return "must have a unit, for example " + unit;
        }
        return unit.equals(Units.COUNT)
                ? "must be a bare number, as the others of this figure"
                : "must be in " + unit + " or a unit of the same kind, as the others of this figure";
    }

    /** A text of one line that is not too long to be shown; "" with a fault if it is none. */
    String line(DocumentNode node) {
        Optional<String> text = node.asName(errors);
        if (text.filter(line -> line.length() > LINE_MAX).isPresent()) {
            errors.add(
                    node,
                    "must have at most " + LINE_MAX + " characters",
                    text.get().length() + " characters");
            return "";
        }
        return text.orElse("");
    }

    Optional<LocalDate> day(DocumentNode node) {
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException noDay) {
                errors.add(node, "must be a day such as 2026-12-31");
                return Optional.empty();
            }
        });
    }
}
