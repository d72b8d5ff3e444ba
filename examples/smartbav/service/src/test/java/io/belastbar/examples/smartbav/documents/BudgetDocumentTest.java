package io.belastbar.examples.smartbav.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The shipped budget is the requirements' own, to the byte: no parser of ours was made easier by an edit. */
class BudgetDocumentTest {
    private static final Path BUDGET = Path.of("../belastbar/performance-budget.yml");

    @Test
    void budgetIsTheDocumentsBlockByteForByte() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(BUDGET));

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("46323b05b2d4fb5314262c66724735a26428fae823dedc15cff71efda64164c9");
    }

    @Test
    void budgetStillHoldsWhatMakesItHardToRead() throws IOException {
        assertThat(Files.readString(BUDGET))
                .startsWith("# performance-budget.yml\n# smart!bAV Performance-Ziele pro Endpunkt\n")
                .contains("\n  \"GET /api/v1/employees\":\n")
                .contains("target_response_time_p95: 15000ms  # 15 Sekunden für 10k Mitarbeiter")
                .contains("target_throughput: 1000 req/sec  # pro Mandant")
                .contains("target_error_rate: < 0.1%")
                .contains("target_query_time: < 200ms  # RLS kostet etwas")
                .contains("target_seq_scan_allowed: false")
                .endsWith("budget: \"MEDIUM\"\n");
    }
}
