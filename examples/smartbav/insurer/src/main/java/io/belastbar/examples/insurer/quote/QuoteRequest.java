package io.belastbar.examples.insurer.quote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a broker asks for.
 *
 * @param insurer name of the product or company, as the broker calls it
 * @param annualSalary gross, in EUR
 * @param age of the employee today, in years
 * @param termYears years of paying in
 */
public record QuoteRequest(String insurer, BigDecimal annualSalary, int age, int termYears) {
    /** Thrown for a request that no tariff covers; each message states the rule and the value received. */
    public static final class Invalid extends RuntimeException {
        private final List<String> errors;

        Invalid(List<String> errors) {
            super(String.join("; ", errors));
            this.errors = List.copyOf(errors);
        }

        public List<String> errors() {
            return errors;
        }
    }

    /** @throws Invalid naming every field that is missing or out of range */
    public static QuoteRequest of(Map<String, Object> fields) {
        var errors = new ArrayList<String>();
        var insurer = fields.get("insurer") instanceof String name && !name.isBlank() ? name : null;
        if (insurer == null) {
            errors.add("insurer should be a name: was " + fields.get("insurer"));
        }
        var salary = number(fields, "annualSalary", 1, 10_000_000, errors);
        int age = number(fields, "age", 15, 75, errors).intValue();
        int term = number(fields, "termYears", 1, 60, errors).intValue();
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return new QuoteRequest(insurer, salary, age, term);
    }

    private static BigDecimal number(Map<String, Object> fields, String name, int min, int max, List<String> errors) {
        if (fields.get(name) instanceof Number number) {
            var value = new BigDecimal(number.toString());
            if (value.compareTo(BigDecimal.valueOf(min)) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return value;
            }
        }
        errors.add("%s should be between %d and %d: was %s".formatted(name, min, max, fields.get(name)));
        return BigDecimal.ZERO;
    }
}
