package io.belastbar.examples.smartbav.offer;

import io.belastbar.examples.smartbav.employee.Employee;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;

/**
 * What the insurer's price depends on, and nothing that names a person.
 *
 * @param annualSalary gross, in EUR
 * @param age in years
 * @param termYears years of paying in
 */
public record QuoteRequest(String insurer, BigDecimal annualSalary, int age, int termYears) {
    public static QuoteRequest of(NewOffer offer, Employee employee, LocalDate today) {
        int age = Period.between(employee.dateOfBirth(), today).getYears();
        return new QuoteRequest(offer.versicherer(), employee.annualSalary(), age, offer.laufzeit());
    }

    /** Equal requests have equal prices, so they share the last known one. */
    public String key() {
        return "%s:%s:%d:%d"
                .formatted(insurer, annualSalary.stripTrailingZeros().toPlainString(), age, termYears);
    }
}
