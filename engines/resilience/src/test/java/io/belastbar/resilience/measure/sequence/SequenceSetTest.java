package io.belastbar.resilience.measure.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SequenceSetTest {

    @Property
    void operationsAreThoseOfSets(
            @ForAll("ranges") List<SequenceRange> one, @ForAll("ranges") List<SequenceRange> other) {
        Set<Long> a = numbers(one);
        Set<Long> b = numbers(other);
        var left = SequenceSet.of(one);
        var right = SequenceSet.of(other);

        assertThat(numbers(left)).isEqualTo(a);
        assertThat(left.size()).isEqualTo(a.size());
        assertThat(numbers(left.minus(right))).isEqualTo(difference(a, b));
        assertThat(numbers(left.and(right))).isEqualTo(difference(a, difference(a, b)));
        Set<Long> both = new TreeSet<>(a);
        both.addAll(b);
        assertThat(numbers(left.or(right))).isEqualTo(both);
        for (long i = 0; i < 60; i++) {
            assertThat(left.contains(i)).isEqualTo(a.contains(i));
        }
    }

    @Property
    void bitsHoldWhatWasAdded(@ForAll("ranges") List<SequenceRange> ranges) {
        var bits = new SequenceBits();
        Set<Long> seen = new HashSet<>();
        ranges.forEach(range -> LongStream.rangeClosed(range.from() * 100, range.to() * 100)
                .forEach(number -> assertThat(bits.add(number)).isEqualTo(seen.add(number))));

        assertThat(bits.set().size()).isEqualTo(seen.size());
        assertThat(seen).allMatch(bits.set()::contains);
    }

    @Example
    void hugeRangesCostNothing() {
        var all = SequenceSet.of(List.of(new SequenceRange(0, SequenceRange.MAX)));
        var most = SequenceSet.of(List.of(new SequenceRange(1, SequenceRange.MAX - 1)));

        assertThat(all.size()).isEqualTo(SequenceRange.MAX + 1);
        assertThat(all.minus(most).first(9))
                .containsExactly(new SequenceRange(0, 0), new SequenceRange(SequenceRange.MAX, SequenceRange.MAX));
    }

    @Example
    void scatteredNumbersAreRefusedBeforeTheyFillTheMemory() {
        var bits = new SequenceBits();

        assertThatThrownBy(() -> LongStream.range(0, 100_000).forEach(i -> bits.add(i * 1_000_000)))
                .hasMessageContaining("dense");
    }

    @Provide
    Arbitrary<List<SequenceRange>> ranges() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 50), Arbitraries.longs().between(0, 5))
                .as((from, more) -> new SequenceRange(from, from + more))
                .list()
                .ofMaxSize(8);
    }

    private static Set<Long> difference(Set<Long> one, Set<Long> other) {
        Set<Long> rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }

    private static Set<Long> numbers(SequenceSet set) {
        return numbers(set.first(Integer.MAX_VALUE));
    }

    private static Set<Long> numbers(List<SequenceRange> ranges) {
        Set<Long> numbers = new TreeSet<>();
        ranges.forEach(range -> LongStream.rangeClosed(range.from(), range.to()).forEach(numbers::add));
        return numbers;
    }
}
