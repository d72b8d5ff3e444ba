package io.belastbar.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.Printed;
import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No platform runs here: none is needed. */
class VerifyCommandTest {
    private static final RecordKey KEY = RecordKey.generate();
    private static final UUID DAY = UUID.fromString("0d9b5a3e-7c1f-4b57-9e9a-8a0f5b1c2d3e");
    private static final Instant AT = Instant.parse("2026-11-27T05:00:00Z");
    private static final EntryLine FIRST = entry(1, ChainHash.START, RecordEntry.STARTED);
    private static final EntryLine SECOND = entry(2, FIRST.hash(), RecordEntry.FINISHED);
    private static final String RECORD = FIRST.text() + "\n" + SECOND.text() + "\n"
            + KEY.sign(DAY, 2, SECOND.hash(), AT).text() + "\n";

    @TempDir
    Path folder;

    @Test
    void recordVerifiesAgainstAKeyAndAHeadFromElsewhere() throws IOException {
        Path pem = folder.resolve("key.pem");
        Files.writeString(pem, KEY.open().pem());

        var printed = verify(RECORD, "--key", pem.toString(), "--head", SECOND.hash() + ":2");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text())
                .contains("verifies", KEY.open().fingerprint(), "You trust this key", "kept elsewhere")
                .doesNotContain("--key", "--head");
    }

    @Test
    void withoutAKeyItSaysWhatIsNotShown() throws IOException {
        var printed = verify(RECORD, "--lang", "de");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("Nicht gezeigt: wer das Protokoll schrieb", "--key", "--head");
    }

    @Test
    void changedEntryIsNamedAndFails() throws IOException {
        var printed = verify(
                RECORD.replace("\"value\":2", "\"value\":3"),
                "--key",
                KEY.open().fingerprint());

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.BUDGET_FAILED);
        assertThat(printed.text()).contains("1 fault", "line 2: entry 2 was changed");
    }

    @Test
    void foreignKeyAndForeignHeadFail() throws IOException {
        String other = RecordKey.generate().open().fingerprint();

        assertThat(verify(RECORD, "--key", other).exitCode()).isEqualTo(ExitCodes.BUDGET_FAILED);
        assertThat(verify(RECORD, "--head", FIRST.hash() + ":2").exitCode()).isEqualTo(ExitCodes.BUDGET_FAILED);
        assertThat(verify(RECORD, "--head", SECOND.hash() + ":3").text()).contains("the end is missing");
    }

    @Test
    void jsonNamesTheFault() throws IOException {
        var printed = verify(RECORD.replace("\"value\":1", "\"value\":7"), "--json");

        var answer = new ObjectMapper().readTree(printed.text());
        assertThat(answer.at("/verifies").asBoolean()).isFalse();
        assertThat(answer.at("/faults/0/kind").asText()).isEqualTo("CHANGED");
        assertThat(answer.at("/faults/0/entry").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNoRecordIsInvalidInput() throws IOException {
        assertThat(verify("seq,event\n").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(verify("").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(Printed.by("evidence", "verify", folder.toString()).exitCode())
                .isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(Printed.by("evidence", "verify", folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(verify(RECORD, "--key", "no-key").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(verify(RECORD, "--head", "1:2").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
    }

    private Printed verify(String record, String... options) throws IOException {
        Path file = folder.resolve("record.jsonl");
        Files.writeString(file, record);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "evidence";
        arguments[1] = "verify";
        arguments[2] = file.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Printed.by(arguments);
    }

    private static EntryLine entry(long number, ChainHash previous, String kind) {
        return EntryLine.next(DAY, number, previous, new RecordEntry(kind, AT, "operator", Map.of("value", number)));
    }
}
