package io.belastbar.examples.smartbav.employee;

import io.belastbar.examples.smartbav.problem.FieldError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * An employee as a broker enters one.
 *
 * @param annualSalary gross, in EUR
 */
public record NewEmployee(
        String firstName,
        String lastName,
        String email,
        LocalDate dateOfBirth,
        BigDecimal annualSalary,
        LocalDate startDate,
        String department) {
    private static final int LONGEST_TEXT = 200;
    private static final int YOUNGEST = 15;
    private static final int OLDEST = 75;
    private static final BigDecimal HIGHEST_SALARY = new BigDecimal("10000000");

    /**
     * Every broken rule.
     *
     * @param at JSON pointer to this employee in the request; empty for the body itself
     * @param today age is counted to this day
     */
    public List<FieldError> errors(String at, LocalDate today) {
        var errors = new ArrayList<FieldError>();
        text(at + "/firstName", firstName, errors);
        text(at + "/lastName", lastName, errors);
        text(at + "/department", department, errors);
        if (email == null || email.length() > LONGEST_TEXT || !email.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+")) {
            errors.add(new FieldError(at + "/email", "should be an e-mail address", email));
        }
        if (dateOfBirth == null
                || dateOfBirth.isAfter(today.minusYears(YOUNGEST))
                || dateOfBirth.isBefore(today.minusYears(OLDEST))) {
            var rule = "should be a date between %d and %d years ago".formatted(YOUNGEST, OLDEST);
            errors.add(new FieldError(at + "/dateOfBirth", rule, show(dateOfBirth)));
        }
        if (annualSalary == null
                || annualSalary.compareTo(BigDecimal.ONE) < 0
                || annualSalary.compareTo(HIGHEST_SALARY) > 0) {
            var rule = "should be between 1 and %s EUR".formatted(HIGHEST_SALARY);
            errors.add(new FieldError(at + "/annualSalary", rule, show(annualSalary)));
        }
        if (startDate == null) {
            errors.add(new FieldError(at + "/startDate", "should be a date", null));
        }
        return errors;
    }

    private static void text(String pointer, String value, List<FieldError> errors) {
        if (value == null
                || value.isBlank()
                || value.length() > LONGEST_TEXT
                || value.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(pointer, "should have 1 to %d printable characters".formatted(LONGEST_TEXT), value));
        }
    }

    private static String show(Object value) {
        return value == null ? null : value.toString();
    }
}
