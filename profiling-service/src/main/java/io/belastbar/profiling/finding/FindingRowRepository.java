package io.belastbar.profiling.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.history.HistoryRepository;
import io.belastbar.profiling.finding.link.LinkRepository;
import io.belastbar.profiling.finding.symptom.SymptomRepository;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a finding is read; {@code SELECT} is what a query of it begins with. */
final class FindingRowRepository {
    static final String SELECT =
            "SELECT finding.*, coalesce(due_at <= now() AND status IN ('OPEN', 'IN_PROGRESS'), false)" + " AS overdue, "
                    + HistoryRepository.NEWEST + ", " + SymptomRepository.ALL + ", " + LinkRepository.LINKED
                    + " FROM finding";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FindingRowRepository() {}

    /** As a JSON column takes it; null for null. */
    static JsonObject json(Object part) {
        try {
            return part == null ? null : new JsonObject(JSON.writeValueAsString(part));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("plain data is written as JSON", impossible);
        }
    }

    private static <T> T read(Row row, String column, Class<T> type) {
        try {
            JsonObject stored = row.getJsonObject(column);
            return stored == null ? null : JSON.readValue(stored.encode(), type);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("what was written is read", impossible);
        }
    }

    static Optional<Finding> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(finding(rows.iterator().next()));
    }

    static Finding finding(Row row) {
        Map<String, String> evidence = new LinkedHashMap<>();
        row.getJsonObject("evidence").forEach(entry -> evidence.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new Finding(
                row.getString("number"),
                row.getString("fingerprint"),
                row.getString("system"),
                row.getString("found_by"),
                instant(row, "registered_at"),
                instant(row, "last_seen_at"),
                row.getInteger("occurrences"),
                Severity.valueOf(row.getString("severity")),
                row.getString("category"),
                row.getString("regulatory_reference"),
                row.getString("component"),
                row.getString("title"),
                row.getString("description"),
                List.of(row.getArrayOfStrings("recommended_measures")),
                row.getString("responsible"),
                FindingStatus.valueOf(row.getString("status")),
                instant(row, "status_changed_at"),
                decision(row),
                evidence,
                HistoryRepository.read(row.getJsonArray("history")),
                SymptomRepository.read(row.getJsonArray("symptoms")),
                row.getInteger("version"),
                read(row, "details", FindingDetails.class),
                row.getString("assignee"),
                instant(row, "due_at"),
                row.getBoolean("overdue"),
                read(row, "verification", Verification.class),
                row.getString("merged_into"),
                LinkRepository.read(row.getJsonArray("linked")));
    }

    private static Decision decision(Row row) {
        return row.getString("decided_by") == null
                ? null
                : new Decision(
                        row.getString("decided_by"),
                        instant(row, "status_changed_at"),
                        row.getString("decided_reason"),
                        instant(row, "accepted_until"));
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
