package io.belastbar.web.audit;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records as CSV (RFC 4180), the newest first. Texts that a spreadsheet would run as a formula begin with an apostrophe. */
final class AuditCsv {
    private static final String HEAD = "id,startedAt,finishedAt,principal,roles,action,object,status,detail";
    private static final String FORMULA = "=+-@\t\r";

    private AuditCsv() {}

    static String of(List<AuditRow> rows) {
        return Stream.concat(Stream.of(HEAD), rows.stream().map(AuditCsv::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(AuditRow row) {
        return Stream.of(
                        row.id(),
                        row.startedAt(),
                        row.finishedAt(),
                        row.principal(),
                        String.join(" ", row.roles()),
                        row.action(),
                        row.object(),
                        row.status(),
                        row.detail())
                .map(value -> field(Objects.toString(value, "")))
                .collect(Collectors.joining(","));
    }

    private static String field(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
