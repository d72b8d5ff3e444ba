package io.belastbar.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditCsvTest {
    private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void aRecordIsALineAndWhatIsUnknownIsEmpty() {
        var known =
                new AuditRow(2, AT, AT.plusSeconds(1), "anna", List.of("engineer", "viewer"), "PUT", "/a", 201, null);
        var unknown = new AuditRow(1, AT, null, "anna", List.of(), "POST", "/b", null, null);

        assertThat(AuditCsv.of(List.of(known, unknown))).isEqualTo("""
                        id,startedAt,finishedAt,principal,roles,action,object,status,detail\r
                        2,2026-11-26T12:00:00Z,2026-11-26T12:00:01Z,anna,engineer viewer,PUT,/a,201,\r
                        1,2026-11-26T12:00:00Z,,anna,,POST,/b,,\r
                        """);
    }

    @Test
    void textsOfOthersNeitherBreakALineNorRunAsAFormula() {
        var row = new AuditRow(1, AT, AT, "=cmd|'/c'!A1", List.of(), "+1", "-a", null, "he said \"no\",\nand left");

        assertThat(AuditCsv.of(List.of(row)))
                .contains(",'=cmd|'/c'!A1,,'+1,'-a,,\"he said \"\"no\"\",\nand left\"\r\n");
    }

    @Test
    void withoutRecordsThereIsTheHeadAlone() {
        assertThat(AuditCsv.of(List.of())).hasLineCount(1);
    }
}
