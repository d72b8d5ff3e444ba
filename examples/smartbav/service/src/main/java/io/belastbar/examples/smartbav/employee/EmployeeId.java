package io.belastbar.examples.smartbav.employee;

import java.util.UUID;

/** {@code emp_} and 32 hexadecimal digits. */
public final class EmployeeId {
    private EmployeeId() {}

    public static String random() {
        return "emp_" + UUID.randomUUID().toString().replace("-", "");
    }
}
