package io.belastbar.examples.smartbav.offer;

import io.belastbar.examples.smartbav.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * What a broker asks for, in the words of the API.
 *
 * @param mitarbeiterId the employee
 * @param versicherer the insurer's product
 * @param laufzeit years of paying in
 */
public record NewOffer(String mitarbeiterId, String versicherer, Integer laufzeit) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TERM = 60;

    /** Every broken rule. */
    public List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        name("/mitarbeiterId", mitarbeiterId, errors);
        name("/versicherer", versicherer, errors);
        if (laufzeit == null || laufzeit < 1 || laufzeit > LONGEST_TERM) {
            var received = laufzeit == null ? null : laufzeit.toString();
            errors.add(new FieldError("/laufzeit", "should be 1 to %d years".formatted(LONGEST_TERM), received));
        }
        return errors;
    }

    private static void name(String pointer, String value, List<FieldError> errors) {
        if (value == null
                || value.isBlank()
                || value.length() > LONGEST_NAME
                || value.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(pointer, "should have 1 to %d printable characters".formatted(LONGEST_NAME), value));
        }
    }
}
