package io.belastbar.examples.smartbav.batch;

import io.belastbar.examples.smartbav.employee.NewEmployee;
import io.belastbar.examples.smartbav.problem.FieldError;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Employees to create together: all or none. */
public record BatchRequest(List<NewEmployee> employees) {
    /** Most employees of one request. */
    public static final int LARGEST = 10_000;

    /** More would only fill the answer. */
    private static final int MOST_ERRORS = 100;

    /** Broken rules, the first {@value #MOST_ERRORS} of them. */
    public List<FieldError> errors(LocalDate today) {
        if (employees == null || employees.isEmpty() || employees.size() > LARGEST) {
            var received = employees == null ? null : employees.size() + " employees";
            return List.of(new FieldError("/employees", "should be 1 to %d employees".formatted(LARGEST), received));
        }
        return IntStream.range(0, employees.size())
                .mapToObj(i -> errors(employees.get(i), "/employees/" + i, today))
                .flatMap(List::stream)
                .limit(MOST_ERRORS)
                .toList();
    }

    private static List<FieldError> errors(NewEmployee employee, String at, LocalDate today) {
        return employee == null
                ? List.of(new FieldError(at, "should be an employee", null))
                : employee.errors(at, today);
    }
}
