package io.belastbar.resilience.record.verify;

import static io.belastbar.resilience.record.verify.WrittenRecord.GAME_DAY;
import static io.belastbar.resilience.record.verify.WrittenRecord.KEY;
import static io.belastbar.resilience.record.verify.WrittenRecord.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.record.RecordKey;
import io.belastbar.resilience.record.verify.RecordFault.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordVerifierTest {
    private static final RecordKey OTHER_KEY = RecordKey.generate();
    private static final UUID OTHER_DAY = UUID.fromString("11111111-2222-4333-8444-555555555555");

    @Test
    void recordAsItWasWrittenVerifies() {
        var verification = RecordVerifier.verify(WrittenRecord.longOne().bytes(), trusted());

        assertThat(verification.faults()).isEmpty();
        assertThat(verification.verifies()).isTrue();
        assertThat(verification.entries()).isEqualTo(6);
        assertThat(verification.heads()).extracting(head -> head.entries()).containsExactly(4L, 5L, 6L);
        assertThat(verification.gameDay()).contains(GAME_DAY);
    }

    @Test
    void changedEntryIsNamedAndNoOther() {
        List<String> lines = WrittenRecord.longOne().lines();
        lines.set(2, lines.get(2).replace("1804", "1004"));

        assertFaults(file(lines), new RecordFault(Kind.CHANGED, 3, 3, "", ""));
    }

    @Test
    void changedHashOfAnEntryIsThatEntrysFault() {
        List<String> lines = WrittenRecord.longOne().lines();
        String hash = WrittenRecord.empty().entry("STARTED").known().hash().hex();
        lines.set(1, lines.get(1).replaceAll("\"hash\":\"[0-9a-f]{64}\"}$", "\"hash\":\"" + hash + "\"}"));

        assertFaults(file(lines), new RecordFault(Kind.CHANGED, 2, 2, "", ""));
    }

    @Test
    void missingEntriesAreNamed() {
        List<String> one = WrittenRecord.longOne().lines();
        one.remove(1);
        List<String> two = WrittenRecord.longOne().lines();
        two.remove(1);
        two.remove(1);
        List<String> first = WrittenRecord.longOne().lines();
        first.removeFirst();

        assertFaults(file(one), new RecordFault(Kind.MISSING, 2, 2, "2", "3"));
        assertFaults(file(two), new RecordFault(Kind.MISSING, 2, 2, "2–3", "4"));
        assertFaults(file(first), new RecordFault(Kind.MISSING, 1, 1, "1", "2"));
    }

    @Test
    void missingEntryBeforeAHeadIsNamed() {
        List<String> lines = WrittenRecord.longOne().lines();
        lines.remove(3);

        assertFaults(file(lines), new RecordFault(Kind.HEAD_WITHOUT_ENTRIES, 4, 4, "3", "4"));
    }

    @Test
    void entriesInAnotherOrderAreNamed() {
        List<String> lines = WrittenRecord.longOne().lines();
        Collections.swap(lines, 1, 2);

        assertFaults(file(lines), new RecordFault(Kind.REORDERED, 2, 3, "2", "3"));
    }

    @Test
    void doubledEntryIsNamed() {
        List<String> lines = WrittenRecord.longOne().lines();
        lines.add(3, lines.get(1));

        assertFaults(file(lines), new RecordFault(Kind.DUPLICATED, 4, 2, "", ""));
    }

    @Test
    void doubledHeadIsNamed() {
        List<String> lines = WrittenRecord.shortOne().lines();
        lines.add(lines.getLast());

        assertFaults(file(lines), new RecordFault(Kind.DUPLICATED, 5, 3, "", ""));
    }

    @Test
    void missingEndIsNamedWithAndWithoutAnOlderHead() {
        List<String> noHead = WrittenRecord.shortOne().lines();
        noHead.removeLast();
        List<String> olderHead = WrittenRecord.longOne().lines();
        olderHead.removeLast();

        assertFaults(file(noHead), new RecordFault(Kind.END_MISSING, 0, 1, "3", "0"));
        assertFaults(file(olderHead), new RecordFault(Kind.END_MISSING, 0, 6, "6", "5"));
    }

    @Test
    void headsOfOlderEntriesStayVerifiableAfterACorrection() {
        WrittenRecord before = WrittenRecord.shortOne();
        byte[] after = WrittenRecord.shortOne()
                .entry("CORRECTION", "auditor", Map.of("entry", 2))
                .head()
                .bytes();

        assertThat(RecordVerifier.verify(after, trusted().with(before.known())).verifies())
                .isTrue();
    }

    @Test
    void recordCutBackToAnOlderHeadIsFoundOnlyByTheHeadFromElsewhere() {
        WrittenRecord record = WrittenRecord.shortOne();
        byte[] cutBack = record.bytes();
        record.entry("CORRECTION").head();

        assertThat(RecordVerifier.verify(cutBack, trusted()).verifies()).isTrue();
        assertFaults(
                RecordVerifier.verify(cutBack, trusted().with(record.known())),
                new RecordFault(Kind.END_MISSING, 0, 4, "4", "3"));
    }

    @Test
    void recordWrittenAnewWithTheSameKeyIsFoundOnlyByTheHeadFromElsewhere() {
        KnownHead told = WrittenRecord.shortOne().known();
        WrittenRecord anew = WrittenRecord.empty()
                .entry("STARTED", "somebody", Map.of())
                .entry("MEASURED")
                .entry("FINISHED")
                .head();

        assertThat(RecordVerifier.verify(anew.bytes(), trusted()).verifies()).isTrue();
        assertFaults(
                RecordVerifier.verify(anew.bytes(), trusted().with(told)),
                new RecordFault(
                        Kind.OTHER_HISTORY,
                        0,
                        3,
                        told.hash().hex(),
                        anew.known().hash().hex()));
    }

    @Test
    void recordWrittenAnewWithAnotherKeyIsFoundByTheKeyThatIsTrusted() {
        byte[] forged = WrittenRecord.of(GAME_DAY, OTHER_KEY)
                .entry("STARTED")
                .entry("FINISHED")
                .head()
                .bytes();

        var byItself = RecordVerifier.verify(forged, Trust.NOTHING);
        assertThat(byItself.verifies()).isTrue();
        assertThat(byItself.notShown().getFirst().english()).contains("who wrote the record", "--key");
        assertThat(RecordVerifier.verify(forged, trusted()).faults())
                .extracting(RecordFault::kind)
                .contains(Kind.FOREIGN_KEY);
    }

    @Test
    void olderHeadSignedByAForeignKeyIsFound() {
        byte[] mixed = WrittenRecord.empty()
                .entry("STARTED")
                .signedBy(OTHER_KEY)
                .entry("FINISHED")
                .head()
                .bytes();

        assertThat(RecordVerifier.verify(mixed, trusted()).faults())
                .extracting(RecordFault::kind, RecordFault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.FOREIGN_KEY, 2L));
    }

    @Test
    void wrongSignatureIsNamed() {
        List<String> lines = WrittenRecord.shortOne().lines();
        String last = lines.getLast();
        char digit = last.charAt(last.length() - 3) == '0' ? '1' : '0';
        lines.set(lines.size() - 1, last.substring(0, last.length() - 3) + digit + "\"}");

        assertThat(RecordVerifier.verify(file(lines), trusted()).faults())
                .contains(new RecordFault(Kind.WRONG_SIGNATURE, 4, 3, "", ""));
    }

    @Test
    void signatureOfAnotherHeadIsWrongHere() {
        List<String> lines = WrittenRecord.longOne().lines();
        String signature = WrittenRecord.shortOne().lastHead().signature();
        lines.set(
                lines.size() - 1,
                lines.getLast().replaceAll("\"signature\":\"[0-9a-f]+\"", "\"signature\":\"" + signature + "\""));

        assertThat(RecordVerifier.verify(file(lines), trusted()).faults())
                .extracting(RecordFault::kind)
                .contains(Kind.WRONG_SIGNATURE);
    }

    @Test
    void headOfAnotherGameDayIsNamed() {
        List<String> lines = WrittenRecord.shortOne().lines();
        WrittenRecord other = WrittenRecord.of(OTHER_DAY, KEY)
                .entry("STARTED")
                .entry("MEASURED")
                .entry("FINISHED")
                .head();
        lines.set(3, other.lines().getLast());

        assertThat(RecordVerifier.verify(file(lines), trusted()).faults())
                .contains(new RecordFault(Kind.FOREIGN_HEAD, 4, 3, GAME_DAY.toString(), OTHER_DAY.toString()));
    }

    @Test
    void entryOfAnotherGameDayIsNamed() {
        List<String> lines = WrittenRecord.shortOne().lines();
        lines.add(1, WrittenRecord.of(OTHER_DAY, KEY).entry("STARTED").lines().getFirst());

        assertFaults(file(lines), new RecordFault(Kind.FOREIGN_ENTRY, 2, 1, GAME_DAY.toString(), OTHER_DAY.toString()));
    }

    @Test
    void headOfAnotherHistoryOfTheSameLengthIsFound() {
        List<String> lines = WrittenRecord.shortOne().lines();
        WrittenRecord other = WrittenRecord.empty()
                .entry("STARTED")
                .entry("CHECKED")
                .entry("FINISHED")
                .head();
        lines.set(3, other.lines().getLast());

        assertThat(RecordVerifier.verify(file(lines), trusted()).faults())
                .contains(new RecordFault(Kind.OTHER_HEAD, 4, 3, "3", "3"));
    }

    @Test
    void entryPutInAnothersPlaceIsFound() {
        List<String> lines = WrittenRecord.longOne().lines();
        WrittenRecord other = WrittenRecord.empty().entry("STARTED").entry("CHECKED", "mallory", Map.of());
        lines.set(1, other.lines().getLast());

        assertThat(RecordVerifier.verify(file(lines), trusted()).faults())
                .extracting(RecordFault::kind)
                .contains(Kind.REPLACED);
    }

    @Test
    void trailingBytesAreNamed() {
        byte[] file = WrittenRecord.shortOne().bytes();

        assertFaults(concat(file, "\n"), new RecordFault(Kind.TRAILING_BYTES, 5, 4, "", ""));
        assertFaults(concat(file, "and more"), new RecordFault(Kind.TRAILING_BYTES, 5, 4, "", ""));
        assertFaults(concat(file, "\u0000"), new RecordFault(Kind.TRAILING_BYTES, 5, 4, "", ""));
    }

    @Test
    void cutLineIsNamed() {
        String whole = new String(WrittenRecord.shortOne().bytes(), StandardCharsets.UTF_8);
        int second = whole.indexOf('\n') + 100;

        assertThat(RecordVerifier.verify(bytes(whole.substring(0, second)), trusted())
                        .faults())
                .contains(new RecordFault(Kind.CUT_LINE, 2, 2, "", ""));
        assertFaults(bytes(whole.substring(0, whole.length() - 1)), new RecordFault(Kind.CUT_LINE, 4, 4, "", ""));
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreNamedAndAreNoChange() {
        String whole = new String(WrittenRecord.shortOne().bytes(), StandardCharsets.UTF_8);

        assertFaults(bytes("\uFEFF" + whole), new RecordFault(Kind.BYTE_ORDER_MARK, 1, 1, "", ""));
        assertThat(RecordVerifier.verify(bytes(whole.replace("\n", "\r\n")), trusted())
                        .faults())
                .extracting(RecordFault::kind)
                .containsOnly(Kind.CARRIAGE_RETURN)
                .hasSize(4);
    }

    @Test
    void lineThatIsNoneIsNamedWithTheEntryThatShouldStandThere() {
        List<String> lines = WrittenRecord.longOne().lines();
        lines.set(1, lines.get(1).replace("{\"entry\"", "{\"Entry\""));

        assertFaults(file(lines), new RecordFault(Kind.UNREADABLE_LINE, 2, 2, "", ""));
    }

    @Test
    void recordOfAGameDayUnderWayVerifiesOnlyForWhoAsksForThat() {
        byte[] file =
                WrittenRecord.empty().entry("STARTED").entry("INJECTED").head().bytes();

        assertFaults(file, new RecordFault(Kind.UNFINISHED, 0, 2, "", ""));
        assertThat(RecordVerifier.verify(file, trusted().underWay()).verifies()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello", "{}", "{\"entry\":{}}", "seq,event\n1,INVOKE\n", "\u0000\u0000\u0000"})
    void whatIsNoRecordIsCalledNone(String text) {
        assertThat(RecordVerifier.verify(bytes(text), trusted()).isRecord()).isFalse();
    }

    @Test
    void manyFaultsAreCountedAndTheFirstHundredListed() {
        WrittenRecord record = WrittenRecord.empty();
        for (int entry = 0; entry < 400; entry++) {
            record.entry("CHECKED", "x", Map.of("value", "good"));
        }
        List<String> lines = new ArrayList<>(record.entry("FINISHED").head().lines());
        lines.replaceAll(line -> line.replace("good", "bad"));

        var verification = RecordVerifier.verify(file(lines), trusted());

        assertThat(verification.faults()).hasSize(100);
        assertThat(verification.faultsInAll()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFaultHasASentenceInBothLanguages(Kind kind) {
        var sentence = new RecordFault(kind, 1_234_567, 12, "«this»", "«that»").sentence();

        for (ReportLanguage language : ReportLanguage.values()) {
            assertThat(sentence.in(language)).doesNotContain("{", "''").containsAnyOf("1234567", "12");
        }
        assertThat(sentence.german()).isNotEqualTo(sentence.english());
    }

    private static Trust trusted() {
        return Trust.inKey(KEY.open().fingerprint());
    }

    private static void assertFaults(byte[] file, RecordFault... faults) {
        assertFaults(RecordVerifier.verify(file, trusted()), faults);
    }

    private static void assertFaults(Verification verification, RecordFault... faults) {
        assertThat(verification.faults()).containsExactly(faults);
        assertThat(verification.verifies()).isFalse();
        assertThat(verification.isRecord()).isTrue();
    }

    private static byte[] concat(byte[] file, String more) {
        return bytes(new String(file, StandardCharsets.UTF_8) + more);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
