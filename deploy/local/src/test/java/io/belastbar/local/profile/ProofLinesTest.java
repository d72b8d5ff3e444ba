package io.belastbar.local.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import org.junit.jupiter.api.Test;

class ProofLinesTest {
    private static final String PROOF = """
            {"state": "DONE", "report": {"copy": {"sampled": true}, "notes": ["rows of a.b are not in the copy: no"],
             "results": [{"finding": "PE-001", "verdict": "%s", "ddl": "CREATE INDEX i ON t (a)", "reason": "it is used: …",
               "indexBytes": 30614528, "buildMs": 804.2, "inserts": {"percent": 12.4, "microsPerRow": 0.73},
               "statements": [{"problem": null, "sets": [{"name": "busy", "before": {"blocks": 17712, "medianMs": 181.253},
                 "after": {"blocks": 7, "medianMs": 0.024}}]}]}]}}""";

    @Test
    void aProvenIndexSaysWhatItBringsAndCosts() throws Exception {
        ProofLines lines = lines("PROVEN", ReportLanguage.EN);

        assertThat(lines.allHelp()).isTrue();
        assertThat(String.join("\n", lines.all()))
                .contains("PE-001 proven: CREATE INDEX i ON t (a)")
                .contains("17,712 blocks", "181.253 ms", "7 blocks")
                .contains("size 29,897 KiB, built in 804 ms; inserts 12 % slower, 0.73 µs a row")
                .contains("Measured on a sample of the rows.")
                .contains("- rows of a.b are not in the copy: no");
    }

    @Test
    void oneThatDoesNotHelpSaysSoInGermanToo() throws Exception {
        ProofLines lines = lines("NOT_PROVEN", ReportLanguage.DE);

        assertThat(lines.allHelp()).isFalse();
        assertThat(String.join("\n", lines.all())).contains("PE-001 hilft nicht", "Einfügen 12 % langsamer");
    }

    @Test
    void aProofThatFailedHasNoLines() throws Exception {
        ProofLines lines = new ProofLines(new ObjectMapper().readTree("{\"state\": \"FAILED\"}"), ReportLanguage.EN);

        assertThat(lines.all()).isEmpty();
    }

    private static ProofLines lines(String verdict, ReportLanguage language) throws Exception {
        return new ProofLines(new ObjectMapper().readTree(PROOF.formatted(verdict)), language);
    }
}
