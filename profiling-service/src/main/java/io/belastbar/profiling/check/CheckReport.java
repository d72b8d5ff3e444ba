package io.belastbar.profiling.check;

import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check saw.
 *
 * @param check its name
 * @param summary one plain English sentence, good news included: {@code No unused indexes}
 * @param missing what could not be seen for want of a grant, an extension or a version, each with what would help
 * @param rows what it saw, as a table: column to value (text, number, truth, null), for people and machines; the column's
 *     name carries the unit
 * @param diagnoses what of it is wrong
 */
public record CheckReport(
        String check, String summary, List<String> missing, List<Map<String, Object>> rows, List<Diagnosis> diagnoses) {

    public CheckReport {
        missing = List.copyOf(missing);
        rows = rows.stream()
                .map(row -> (Map<String, Object>) new LinkedHashMap<>(row))
                .toList();
        diagnoses = List.copyOf(diagnoses);
    }
}
