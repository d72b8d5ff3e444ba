package io.belastbar.resilience.measure.history;

import static io.belastbar.resilience.measure.HistoryText.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seq\":1,\"event\":\"ACK\",\"atMs\":5}",
                "\uFEFF{\"seq\":1,\"event\":\"ACK\",\"atMs\":5}\n",
                "\r\n\n  \t\r\n{\"seq\":1,\"event\":\"ACK\",\"atMs\":5}\r\n\r\n",
                "{\"atMs\":5.0,\"event\":\"ACK\",\"seq\":1.0,\"by\":{\"deep\":[1,{}]},\"note\":\"Größe 'x'\"}\n",
                "{\"atMs\":5e0,\"event\":\"\\u0041CK\",\"seq\":1,\"present\":[[1,2]]}"
            })
    void lineIsReadHoweverItIsWritten(String text) {
        assertThat(events(read(text))).containsExactly("ACK 1 5000000");
    }

    @Test
    void timesAreExactAndMayLieBeforeTheOrigin() {
        var history = read("{\"seq\":1,\"event\":\"INVOKE\",\"atMs\":-0.25}\n"
                + "{\"event\":\"INJECT\",\"atMs\":0,\"seq\":null}\n"
                + "{\"seq\":2,\"event\":\"INVOKE\",\"atMs\":1764201600000.125}");

        assertThat(events(history)).containsExactly("INVOKE 1 -250000", "INJECT 0 0", "INVOKE 2 1764201600000125000");
    }

    @Test
    void lineThatWasWrittenLaterThanItsEventIsNoClockThatGoesBack() {
        var history = read("{\"seq\":1,\"event\":\"ACK\",\"atMs\":10}\n"
                + "{\"seq\":2,\"event\":\"INDETERMINATE\",\"atMs\":9,\"notedMs\":30}\n"
                + "{\"seq\":3,\"event\":\"ACK\",\"atMs\":29}\n");

        assertThat(history.order().backwards()).isOne();
        assertThat(history.order().firstBackwardsLine()).contains(3L);
    }

    @Test
    void markNeedsNoSequence() {
        assertThat(events(read("{\"event\":\"INJECT\",\"atMs\":3,\"seq\":-1}"))).containsExactly("INJECT 0 3000000");
    }

    @Test
    void readBackMayComeInPartsAndWithoutTime() {
        var history = read("{\"event\":\"READBACK\",\"present\":[[5,9]]}\n{\"event\":\"READBACK\",\"present\":[]}\n"
                + "{\"event\":\"READBACK\",\"present\":[[1,1]]}");

        assertThat(history.readBack().orElseThrow()).containsExactly(new SequenceRange(5, 9), new SequenceRange(1, 1));
        assertThat(history.readBackAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            not json                                              | should be one JSON object
            []                                                    | should be a JSON object
            {"seq":1,"event":"ACK","atMs":5} {}                   | more behind it
            {"seq":1,"event":"BOOM","atMs":5}                     | was "BOOM"
            {"seq":1,"event":"ack","atMs":5}                      | was "ack"
            {"seq":1,"event":7,"atMs":5}                          | was 7
            {"seq":1,"atMs":5}                                    | should have an event
            {"seq":1,"event":"ACK"}                               | should say when
            {"seq":1,"event":"ACK","atMs":"5"}                    | was "5"
            {"seq":1,"event":"ACK","atMs":NaN}                    | should be one JSON object
            {"seq":1,"event":"ACK","atMs":1e999999999}            | below 73 years
            {"event":"ACK","atMs":5}                              | should say which write
            {"seq":1.5,"event":"ACK","atMs":5}                    | was 1.5
            {"seq":-1,"event":"ACK","atMs":5}                     | was -1
            {"seq":"1","event":"ACK","atMs":5}                    | was "1"
            {"seq":99999999999999999999,"event":"ACK","atMs":5}   | was 99999999999999999999
            {"seq":1,"seq":2,"event":"ACK","atMs":5}              | Duplicate
            {"event":"READBACK","atMs":5}                         | should say what is present
            {"event":"READBACK","atMs":5,"present":7}             | should be a list
            {"event":"READBACK","atMs":5,"present":[7]}           | should be a list
            {"event":"READBACK","atMs":5,"present":[[7]]}         | fewer than two
            {"event":"READBACK","atMs":5,"present":[[7,8,9]]}     | more than two
            {"event":"READBACK","atMs":5,"present":[[9,8]]}       | was [9,8]
            {"event":"READBACK","atMs":5,"present":[[1,1.5]]}     | was 1.5
            {"seq":1,"event":"ACK","atMs":5                       | ends in the middle
            """)
    void whatCannotBeReadIsRefusedWithItsLine(String line, String reason) {
        String before = "{\"event\":\"INJECT\",\"atMs\":3}\n\n";

        assertThatThrownBy(() -> read(before + line + "\n"))
                .isInstanceOf(UnreadableHistory.class)
                .hasMessageStartingWith("line 3: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "{\"seq\":1,\"event\":\"ACK\0\",\"atMs\":5}", "{\"a\":\"\u00e4\ufffd"})
    void nulIsNoJson(String line) {
        assertThatThrownBy(() -> read(line + "\n")).isInstanceOf(UnreadableHistory.class);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = {'{', '"', (byte) 0xE4, '"', ':', '1', '}', '\n'};

        assertThatThrownBy(() -> read(latin, CutOffEnd.TOLD)).isInstanceOf(UnreadableHistory.class);
    }

    @Test
    void cutOffEndIsRefusedOrTold() {
        String whole = "{\"seq\":1,\"event\":\"INVOKE\",\"atMs\":5}\n";
        for (int length = 1; length < whole.length() - 1; length++) {
            byte[] cut = (whole + whole.substring(0, length)).getBytes(UTF_8);
            assertThatThrownBy(() -> read(cut, CutOffEnd.REFUSED)).hasMessageContaining("line 2");
            assertThat(read(cut, CutOffEnd.TOLD).cutOff()).contains(2L);
        }
    }

    @Test
    void aLineThatNeverEndsIsRefused() {
        byte[] endless = new byte[HistoryLines.LENGTH_MAX + 2];
        java.util.Arrays.fill(endless, (byte) '{');

        assertThatThrownBy(() -> read(endless, CutOffEnd.TOLD)).hasMessageContaining("at most");
    }

    @Test
    void moreEventsThanFitIntoMemoryComeInTheOrderOfTime() {
        int count = 700_000;
        var random = new Random(7);
        try (var history = new History()) {
            for (int i = 0; i < count; i++) {
                history.add(
                        new ProbeEvent.Write(
                                EventKind.INVOKE,
                                i,
                                java.time.Duration.ofNanos(random.nextLong(-1_000_000, 1_000_000))),
                        i + 1);
            }

            for (int pass = 0; pass < 2; pass++) {
                long[] seen = {Long.MIN_VALUE, 0, 0};
                history.forEach((kind, sequence, at) -> {
                    assertThat(at).isGreaterThanOrEqualTo(seen[0]);
                    seen[0] = at;
                    seen[1]++;
                    seen[2] += sequence;
                });
                assertThat(seen[1]).isEqualTo(count);
                assertThat(seen[2]).isEqualTo((long) count * (count - 1) / 2);
            }
        }
    }

    private static List<String> events(History history) {
        List<String> events = new ArrayList<>();
        history.forEach((kind, sequence, at) -> events.add(kind + " " + sequence + " " + at));
        return events;
    }
}
