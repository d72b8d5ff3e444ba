package io.belastbar.chaos.fault.field;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.Optional;

/** A length of time: with its unit ({@code latency: 30s}), or as a number whose name has it ({@code latencyMs: 30000}). */
final class TimeField {

    /** In which it is counted. */
    enum Unit {
        MILLISECONDS("Ms", "ms", Duration.ofMillis(1)),
        SECONDS("Seconds", "s", Duration.ofSeconds(1));

        private final String inNames;
        private final String inTexts;
        private final Duration one;

        Unit(String inNames, String inTexts, Duration one) {
            this.inNames = inNames;
            this.inTexts = inTexts;
            this.one = one;
        }
    }

    private final DocumentNode node;
    private final ErrorCollector errors;
    private final Unit unit;
    private final String bareName;
    private final Optional<DocumentNode> withUnit;
    private final Optional<DocumentNode> bare;

    TimeField(DocumentNode node, ErrorCollector errors, String field, Unit unit) {
        this.node = node;
        this.errors = errors;
        this.unit = unit;
        this.bareName = field + unit.inNames;
        this.withUnit = node.optional(field);
        this.bare = node.optional(bareName);
        if (withUnit.isPresent() && bare.isPresent()) {
            errors.add(bare.get(), "must not be given beside " + field);
        }
    }

    void require() {
        if (withUnit.isEmpty() && bare.isEmpty()) {
            node.required(bareName, errors);
        }
    }

    Optional<Integer> value(int least, int most) {
        return withUnit.map(found -> within(found, parsed(found), least, most, unit.inTexts))
                .or(() -> bare.map(found -> within(found, found.asInteger(errors), least, most, "")))
                .flatMap(inside -> inside);
    }

    private Optional<Long> parsed(DocumentNode found) {
        return found.asName(errors).flatMap(text -> {
            try {
                return Optional.of(TimeSpan.parse(text).toDuration().dividedBy(unit.one));
            } catch (InvalidQuantity none) {
                errors.add(found, none.rule());
                return Optional.empty();
            }
        });
    }

    private Optional<Integer> within(DocumentNode found, Optional<Long> value, int least, int most, String unitText) {
        return value.filter(number -> {
                    boolean inside = number >= least && number <= most;
                    if (!inside) {
                        errors.add(found, "must be between %d%s and %d%s".formatted(least, unitText, most, unitText));
                    }
                    return inside;
                })
                .map(Long::intValue);
    }
}
