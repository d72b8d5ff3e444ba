package io.belastbar.resilience.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordEntryTest {
    private static final UUID DAY = UUID.fromString("0d9b5a3e-7c1f-4b57-9e9a-8a0f5b1c2d3e");
    private static final Instant AT = Instant.parse("2026-11-27T05:00:00.123456789Z");

    /** What others who verify with other tools rely on: never to be changed. */
    @Test
    void bytesOfAnEntryStayAsTheyAre() {
        var content = new LinkedHashMap<String, Object>();
        content.put("z", 1.50);
        content.put("a", List.of(30_000L, "ü\"\\\n\u0001"));
        content.put("nothing", null);
        var line = EntryLine.next(DAY, 1, ChainHash.START, new RecordEntry("STARTED", AT, "Jo", content));

        assertThat(line.text())
                .isEqualTo("{\"entry\":{\"at\":\"2026-11-27T05:00:00.123456Z\",\"by\":\"Jo\","
                        + "\"content\":{\"a\":[30000,\"ü\\\"\\\\\\n\\u0001\"],\"nothing\":null,\"z\":1.5},"
                        + "\"gameDay\":\"0d9b5a3e-7c1f-4b57-9e9a-8a0f5b1c2d3e\",\"kind\":\"STARTED\",\"number\":1,"
                        + "\"previous\":\"" + "0".repeat(64) + "\",\"record\":1},\"hash\":\"" + line.hash() + "\"}");
        assertThat(line.hash().hex()).isEqualTo("51a613ae2980b685ec527fec73a2b2f402146d263301137a717bc31d5fd7f7cc");
    }

    @Property(tries = 300)
    void whateverTextAnEntryHoldsItIsReadAsItWasWritten(
            @ForAll String key, @ForAll String text, @ForAll double number) {
        Map<String, Object> content = new HashMap<>();
        content.put(key, text);
        content.put("number " + key, Double.isFinite(number) ? number : null);
        var line = EntryLine.next(DAY, 7, ChainHash.START, new RecordEntry("CHECKED", AT, "x", content));

        var read = RecordLine.parse(line.text().getBytes(StandardCharsets.UTF_8));

        assertThat(read).contains(line);
        assertThat(line.isWhole()).isTrue();
        assertThat(line.text()).doesNotContain("\n", "\r");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        var entry = entry(Map.of("body", "x".repeat(100_000)));

        assertThat(entry.content().get("body").toString())
                .hasSizeLessThan(8_193)
                .endsWith("… (100000 characters in all)");
        assertThat(entry(entry.content())).isEqualTo(entry);
    }

    @Test
    void entryThatIsTooLargeInAllSaysWhatWasLeftOut() {
        Map<String, Object> content = new HashMap<>();
        IntStream.range(0, 100).forEach(number -> content.put("field" + number, "y".repeat(8_000)));

        var line = EntryLine.next(DAY, 1, ChainHash.START, entry(content));

        assertThat(line.entry().content()).containsOnlyKeys("leftOutBytes", "leftOutSha256");
        assertThat(line.isWhole()).isTrue();
    }

    @Test
    void numbersHaveOneFormOnly() {
        assertThat(entry(Map.of("n", 5)).content())
                .isEqualTo(entry(Map.of("n", 5L)).content());
        assertThat(entry(Map.of("n", 5.0)).content())
                .isEqualTo(entry(Map.of("n", new BigDecimal("5.000"))).content());
        assertThat(entry(Map.of("n", 1e3)).content())
                .isEqualTo(entry(Map.of("n", 1_000)).content());
    }

    @Test
    void whatJsonCannotSayIsRefusedWhereItIsMade() {
        assertThatThrownBy(() -> entry(Map.of("n", Double.NaN))).hasMessageContaining("finite");
        assertThatThrownBy(() -> entry(Map.of("n", new Object()))).hasMessageContaining("JSON values");
        assertThatThrownBy(() -> entry(Map.of("n", new BigDecimal("1e999999999"))))
                .hasMessageContaining("digits");
        assertThatThrownBy(() -> new RecordEntry("started", AT, "x", Map.of())).hasMessageContaining("capitals");
        assertThatThrownBy(() -> new RecordEntry("STARTED", AT, " ", Map.of())).hasMessageContaining("characters");
    }

    @Test
    void contentThatHoldsItselfIsRefused() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("again", circle);

        assertThatThrownBy(() -> entry(circle)).hasMessageContaining("deep");
    }

    private static RecordEntry entry(Map<String, Object> content) {
        return new RecordEntry("CHECKED", AT, "x", content);
    }
}
