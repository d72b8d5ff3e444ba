package io.belastbar.examples.smartbav.employee;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An employee of the caller's tenant.
 *
 * @param annualSalary gross, in EUR
 */
public record Employee(
        String id,
        String firstName,
        String lastName,
        String email,
        LocalDate dateOfBirth,
        BigDecimal annualSalary,
        LocalDate startDate,
        String department,
        Instant createdAt) {}
