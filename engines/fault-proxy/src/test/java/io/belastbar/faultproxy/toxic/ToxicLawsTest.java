package io.belastbar.faultproxy.toxic;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.faultproxy.chain.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any toxics that come, change and go at any moment, in virtual time. */
class ToxicLawsTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    /** Something that happens to a connection; its text is what a failed law shows. */
    record Happening(String text, Consumer<VirtualLink> happens) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static Arbitrary<Map.Entry<EffectType, Map<String, Long>>> effects(boolean closing) {
        Arbitrary<Long> ms = Arbitraries.longs().between(0, 300);
        var keeping = Arbitraries.oneOf(
                Combinators.combine(ms, ms)
                        .as((latency, jitter) ->
                                Map.entry(EffectType.LATENCY, Map.of("latency", latency, "jitter", jitter))),
                Arbitraries.longs().between(0, 50).map(rate -> Map.entry(EffectType.BANDWIDTH, Map.of("rate", rate))),
                Combinators.combine(
                                Arbitraries.longs().between(1, 50),
                                Arbitraries.longs().between(0, 49),
                                Arbitraries.longs().between(0, 2_000))
                        .as((size, variation, delay) -> Map.entry(
                                EffectType.SLICER,
                                Map.of(
                                        "average_size",
                                        size,
                                        "size_variation",
                                        Math.min(variation, size - 1),
                                        "delay",
                                        delay))),
                ms.map(delay -> Map.entry(EffectType.SLOW_CLOSE, Map.of("delay", delay))),
                Arbitraries.just(Map.entry(EffectType.TIMEOUT, Map.of("timeout", 0L))),
                Arbitraries.just(Map.entry(EffectType.LIMIT_DATA, Map.of("bytes", 1L << 40))));
        if (!closing) {
            return keeping;
        }
        return Arbitraries.oneOf(
                keeping,
                ms.map(timeout -> Map.entry(EffectType.TIMEOUT, Map.of("timeout", timeout))),
                ms.map(timeout -> Map.entry(EffectType.RESET_PEER, Map.of("timeout", timeout))),
                Arbitraries.longs()
                        .between(0, 5_000)
                        .map(bytes -> Map.entry(EffectType.LIMIT_DATA, Map.of("bytes", bytes))));
    }

    private static Arbitrary<List<Happening>> happenings(boolean closing) {
        Arbitrary<String> names = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                        Arbitraries.integers()
                                .between(1, 3_000)
                                .map(length -> new Happening("send " + length, link -> link.send(length))),
                        Arbitraries.integers()
                                .between(0, 400)
                                .map(ms -> new Happening("pass " + ms, link -> link.passMs(ms))),
                        Arbitraries.integers()
                                .between(0, 400)
                                .map(ms -> new Happening("leap " + ms, link -> link.leapMs(ms))),
                        Combinators.combine(names, effects(closing), Arbitraries.of(0.0, 0.4, 0.6, 1.0))
                                .as((name, effect, toxicity) -> new Happening(
                                        "put " + name + " " + effect + " " + toxicity,
                                        link -> put(link, name, effect.getKey(), effect.getValue(), toxicity))),
                        names.map(name -> new Happening("remove " + name, link -> link.without(name))))
                .list()
                .ofMaxSize(40);
    }

    /** A toxic keeps its type for life; a name that is taken is changed. */
    private static void put(
            VirtualLink link, String name, EffectType type, Map<String, Long> attributes, double toxicity) {
        Toxic former = link.toxics.get(name);
        if (former != null && former.type() != type) {
            link.without(name);
        }
        link.with(new Toxic(name, type, Direction.UPSTREAM, toxicity, attributes, 0));
    }

    @Provide
    Arbitrary<List<Happening>> keeping() {
        return happenings(false);
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return happenings(true);
    }

    @Property(tries = 2_000)
    void bytesArriveWholeAndInOrderWhateverComesAndGoes(
            @ForAll("keeping") List<Happening> happenings, @ForAll long seed) {
        var link = new VirtualLink(seed);

        happenings.forEach(happening -> happening.happens().accept(link));
        link.end();
        NAMES.forEach(link::without);

        assertThat(link.received.toByteArray()).isEqualTo(link.sent.toByteArray());
        assertThat(link.ends).containsExactly(Item.How.FIN);
        assertThat(link.held()).isZero();
        assertThat(link.isQuiet()).isTrue();
    }

    @Property(tries = 2_000)
    void whatArrivesIsTheBeginningOfWhatWasSentAndNothingFollowsTheEnd(
            @ForAll("anything") List<Happening> happenings, @ForAll long seed) {
        var link = new VirtualLink(seed);

        happenings.forEach(happening -> {
            happening.happens().accept(link);
            byte[] received = link.received.toByteArray();
            assertThat(Arrays.mismatch(link.sent.toByteArray(), received)).isIn(-1, received.length);
            assertThat(link.ends).hasSizeLessThanOrEqualTo(1);
        });
        int before = link.received.size();
        boolean ended = !link.ends.isEmpty();
        NAMES.forEach(link::without);

        assertThat(link.held()).isZero();
        if (ended) {
            assertThat(link.received.size()).isEqualTo(before);
        } else {
            assertThat(Arrays.equals(link.received.toByteArray(), link.sent.toByteArray()) || !link.ends.isEmpty())
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void withoutASilentToxicEverythingComesInTimeByItself(
            @ForAll("keeping") List<Happening> happenings, @ForAll long seed) {
        var link = new VirtualLink(seed);

        happenings.forEach(happening -> happening.happens().accept(link));
        link.toxics.values().stream()
                .filter(toxic -> toxic.type() == EffectType.TIMEOUT)
                .map(Toxic::name)
                .toList()
                .forEach(link::without);
        link.end();
        link.passMs(10_000_000);

        assertThat(link.received.toByteArray()).isEqualTo(link.sent.toByteArray());
        assertThat(link.ends).containsExactly(Item.How.FIN);
        assertThat(link.held()).isZero();
    }
}
