package io.belastbar.profiling.checkup;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A check's report as it is stored and answered.
 *
 * @param checkedAt when the database was asked
 * @param summary one plain sentence, good news included
 * @param missing what could not be seen, each with what would help
 * @param rows what was seen, the first {@value #ROWS_MAX} of it
 * @param rowsLeftOut how many more there were
 * @param problems what of it is wrong
 */
public record CheckedReport(
        String check,
        Instant checkedAt,
        String summary,
        List<String> missing,
        List<Map<String, Object>> rows,
        int rowsLeftOut,
        List<Problem> problems) {
    static final int ROWS_MAX = 200;

    /**
     * What is wrong, and the finding that says so.
     *
     * @param finding its number
     */
    public record Problem(
            String finding,
            String fingerprint,
            String cause,
            Severity severity,
            String subject,
            String title,
            String description,
            List<String> measures,
            Map<String, String> evidence) {

        static Problem of(Diagnosis diagnosis, String fingerprint, String finding) {
            return new Problem(
                    finding,
                    fingerprint,
                    diagnosis.cause(),
                    diagnosis.severity(),
                    diagnosis.subject(),
                    diagnosis.title(),
                    diagnosis.description(),
                    diagnosis.measures(),
                    new LinkedHashMap<>(diagnosis.evidence()));
        }
    }

    static CheckedReport of(CheckReport report, Instant checkedAt, List<Problem> problems) {
        List<Map<String, Object>> rows = report.rows();
        return new CheckedReport(
                report.check(),
                checkedAt,
                report.summary(),
                report.missing(),
                rows.subList(0, Math.min(rows.size(), ROWS_MAX)),
                Math.max(0, rows.size() - ROWS_MAX),
                problems);
    }
}
