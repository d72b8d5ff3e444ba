package io.belastbar.web.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.difflib.UnifiedDiffUtils;
import io.belastbar.document.TooLarge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {

    @Test
    void theSameTextHasNoDifference() {
        assertThat(TextDiff.between(stored("a\nb\n"), stored("a\nb\n"))).isEmpty();
        assertThat(TextDiff.between(stored(""), stored(""))).isEmpty();
    }

    @Test
    void whatComesInThePlaceOfSomethingStandsAfterIt() {
        assertThat(TextDiff.between(stored("a\nb\nc\n"), stored("a\nx\ny\nc\nd\n")))
                .isEqualTo("""
                        --- p version 1
                        +++ p version 1
                        @@ -1,3 +1,5 @@
                         a
                        -b
                        +x
                        +y
                         c
                        +d
                        """);
    }

    @Test
    void whateverChangedTheDifferenceMakesTheOneTextOfTheOther() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var before = lines(random);
            var after = lines(random);

            var diff = TextDiff.between(stored(text(before)), stored(text(after)));

            var patch = UnifiedDiffUtils.parseUnifiedDiff(diff.lines().toList());
            assertThat(patch.applyTo(before)).as("%s to %s", before, after).isEqualTo(after);
        }
    }

    @Test
    void textsOfOtherLinesThroughoutAreComparedUpToALimit() {
        assertThat(TextDiff.between(stored(many("a", 2_000)), stored(many("b", 2_000)))
                        .lines())
                .hasSize(4_003);
        assertThatThrownBy(() -> TextDiff.between(stored(many("a", 2_001)), stored("")))
                .isInstanceOf(TooLarge.class);
    }

    private static List<String> lines(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> "" + (char) ('a' + random.nextInt(4)))
                .toList();
    }

    private static String many(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining("\n"));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static StoredDocument stored(String text) {
        return new StoredDocument(
                "s", "p", 1, text.getBytes(StandardCharsets.UTF_8), "", null, null, Instant.EPOCH, "test", null);
    }
}
