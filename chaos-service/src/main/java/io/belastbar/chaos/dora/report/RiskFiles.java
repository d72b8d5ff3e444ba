package io.belastbar.chaos.dora.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.dora.risk.Risk;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries for a register of risks, for other programs. */
final class RiskFiles {
    private static final List<String> COLUMNS =
            List.of("id", "cause", "function", "scenario", "risk", "evidence", "gameDayId", "residual", "owner", "due");

    private RiskFiles() {}

    static String json(DoraContent content, ReportLanguage language) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("system", content.system()).put("asOf", content.at().toString());
        ArrayNode risks = root.putArray("risks");
        for (Risk risk : content.risks()) {
            ObjectNode node = risks.addObject();
            List<String> values = values(risk, language);
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    node.put(COLUMNS.get(i), values.get(i));
                }
            }
        }
        return root.toPrettyString() + "\n";
    }

    /** RFC 4180 with semicolons for neither language: commas, so that every program reads it alike. */
    static String csv(DoraContent content, ReportLanguage language) {
        return Stream.concat(Stream.of(COLUMNS), content.risks().stream().map(risk -> values(risk, language)))
                .map(row -> row.stream().map(RiskFiles::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    private static List<String> values(Risk risk, ReportLanguage language) {
        return List.of(
                risk.id(),
                risk.cause().name(),
                risk.function(),
                risk.scenario(),
                risk.risk().in(language),
                risk.evidence().in(language),
                risk.gameDay().map(UUID::toString).orElse(""),
                risk.residual().name(),
                risk.owner(),
                risk.due().map(Instant::toString).orElse(""));
    }

    /** What a spreadsheet would take for a formula is kept as text. */
    private static String cell(String value) {
        String safe = value.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + value : value;
        return safe.matches("(?s).*[\",\\r\\n;].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
