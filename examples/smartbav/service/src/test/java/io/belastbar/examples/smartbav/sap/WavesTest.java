package io.belastbar.examples.smartbav.sap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WavesTest {
    @Test
    void oneSubjectGoesOneByOneAndManyGoTogether() {
        assertThat(Waves.of(List.of(posting(1, "a"), posting(2, "a"), posting(3, "b"), posting(4, "c")), 8))
                .containsExactly(List.of(posting(1, "a")), List.of(posting(2, "a"), posting(3, "b"), posting(4, "c")));
        assertThat(Waves.of(List.of(posting(1, "a"), posting(2, "b"), posting(3, "c")), 2))
                .hasSize(2);
        assertThat(Waves.of(List.of(), 8)).isEmpty();
    }

    @Test
    void anImportGoesAlone() {
        var many = new Posting(2, "import-1", Posting.IMPORTED, "{}");

        assertThat(Waves.of(List.of(posting(1, "a"), many, posting(3, "b"), posting(4, "c")), 8))
                .containsExactly(List.of(posting(1, "a")), List.of(many), List.of(posting(3, "b"), posting(4, "c")));
    }

    @Property
    void nothingIsLostOrMovedAndNoWaveHasASubjectTwice(
            @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> subjects,
            @ForAll @IntRange(min = 1, max = 8) int most) {
        var postings = IntStream.range(0, subjects.size())
                .mapToObj(i -> posting(i, "s" + subjects.get(i)))
                .toList();

        var waves = Waves.of(postings, most);

        assertThat(waves.stream().flatMap(List::stream)).containsExactlyElementsOf(postings);
        assertThat(waves).allSatisfy(wave -> {
            assertThat(wave).hasSizeBetween(1, most);
            assertThat(new HashSet<>(wave.stream().map(Posting::subject).toList()))
                    .hasSameSizeAs(wave);
        });
    }

    private static Posting posting(long id, String subject) {
        return new Posting(id, subject, "employee.changed", "{}");
    }
}
