package io.belastbar.web.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

    record Step(long id) implements ProgressEvent {}

    @Test
    void anEmptyLogKnowsThatNothingCameYet() {
        var log = new ProgressLog<Step>();

        assertThat(log.nextId()).isEqualTo(1);
        assertThat(log.after(0, 10)).contains(List.of());
        assertThat(log.after(7, 10)).contains(List.of());
        assertThat(log.unstored()).isEmpty();
    }

    @Test
    void whatIsNotStoredIsKeptWhateverItsNumber() {
        var log = filled(3, 100);

        log.storedUpTo(40);

        assertThat(ids(log.unstored())).containsExactlyElementsOf(range(41, 100));
        assertThat(log.after(40, 1_000)).map(ProgressLogTest::ids).contains(range(41, 100));
        assertThat(log.after(39, 1_000)).isEmpty();
    }

    @Test
    void ofWhatIsStoredTheLastOnesAreKept() {
        var log = filled(3, 100);

        log.storedUpTo(100);
        log.storedUpTo(90);

        assertThat(log.unstored()).isEmpty();
        assertThat(log.after(97, 1_000)).map(ProgressLogTest::ids).contains(range(98, 100));
        assertThat(log.after(96, 1_000)).isEmpty();
        assertThat(log.after(0, 1_000)).isEmpty();
        assertThat(log.nextId()).isEqualTo(101);
    }

    @Property
    void whoReadsPageByPageMissesNothingThatIsHere(
            @ForAll @IntRange(max = 60) int events,
            @ForAll @IntRange(min = 1, max = 7) int page,
            @ForAll @LongRange(max = 60) long stored,
            @ForAll @IntRange(max = 10) int kept) {
        var log = filled(kept, events);
        log.storedUpTo(Math.min(stored, events));
        long first = LongStream.rangeClosed(0, events)
                .filter(id -> log.after(id, page).isPresent())
                .findFirst()
                .orElseThrow();

        var read = new java.util.ArrayList<Long>();
        for (long seen = first; seen < events; seen = read.getLast()) {
            read.addAll(ids(log.after(seen, page).orElseThrow()));
        }

        assertThat(read).containsExactlyElementsOf(range(first + 1, events));
        assertThat(first).isLessThanOrEqualTo(Math.min(stored, events));
    }

    private static ProgressLog<Step> filled(int kept, int events) {
        var log = new ProgressLog<Step>(kept);
        range(1, events).forEach(id -> log.add(new Step(id)));
        return log;
    }

    private static List<Long> ids(List<Step> steps) {
        return steps.stream().map(Step::id).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
