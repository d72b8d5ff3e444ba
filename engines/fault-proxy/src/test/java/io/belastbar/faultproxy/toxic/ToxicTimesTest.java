package io.belastbar.faultproxy.toxic;

import static io.belastbar.faultproxy.toxic.VirtualLink.toxic;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.toxic.VirtualLink.Arrival;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When bytes and ends come, in virtual time: exact to the nanosecond, on any machine. */
class ToxicTimesTest {
    private final VirtualLink link = new VirtualLink(11);

    private double lastMs() {
        return link.arrivals.getLast().atMs();
    }

    @Test
    void latencyDelaysEachChunkByItselfAndNotTheEnd() {
        link.with(toxic("l", EffectType.LATENCY, Map.of("latency", 100L)));

        link.send(10).passMs(30).send(10).passMs(30).end().passMs(1_000);

        assertThat(link.arrivals).containsExactly(new Arrival(100, 10), new Arrival(130, 10));
        assertThat(link.endedAtMs()).isEqualTo(130);
    }

    @Test
    void endOfAnIdleStreamIsNotDelayed() {
        link.with(toxic("l", EffectType.LATENCY, Map.of("latency", 100L)));

        link.passMs(7).end();

        assertThat(link.endedAtMs()).isEqualTo(7);
    }

    @Test
    void jitterStaysWithinItsBoundsAndKeepsTheOrder() {
        link.with(toxic("l", EffectType.LATENCY, Map.of("latency", 100L, "jitter", 40L)));

        for (int i = 0; i < 200; i++) {
            link.send(1).passMs(1_000);
        }

        assertThat(link.arrivals).hasSize(200).allSatisfy(arrival -> assertThat(arrival.atMs() % 1_000)
                .isBetween(60.0, 140.0));
        assertThat(link.arrivals.stream()
                        .mapToDouble(a -> a.atMs() % 1_000)
                        .max()
                        .orElseThrow())
                .isGreaterThan(130);
        assertThat(link.arrivals.stream()
                        .mapToDouble(a -> a.atMs() % 1_000)
                        .min()
                        .orElseThrow())
                .isLessThan(70);
    }

    @Test
    void jitterGreaterThanTheLatencyNeverComesBeforeTheSending() {
        link.with(toxic("l", EffectType.LATENCY, Map.of("jitter", 500L)));

        for (int i = 0; i < 100; i++) {
            link.send(1).passMs(1_000);
        }

        assertThat(link.arrivals).hasSize(100);
    }

    @Test
    void twoLatenciesAddUp() {
        link.with(toxic("a", EffectType.LATENCY, Map.of("latency", 100L)))
                .with(toxic("b", EffectType.LATENCY, Map.of("latency", 50L)));

        link.send(5).passMs(1_000);

        assertThat(lastMs()).isEqualTo(150);
    }

    @Test
    void shorterLatencyCountsForWhatIsUnderWayFromItsSending() {
        link.with(toxic("l", EffectType.LATENCY, Map.of("latency", 10_000L)));
        link.send(5).passMs(300);

        link.with(toxic("l", EffectType.LATENCY, Map.of("latency", 500L)));
        link.passMs(1_000);

        assertThat(lastMs()).isEqualTo(500);
    }

    @Test
    void bandwidthLetsAThousandBytesAMillisecondThroughPerUnitOfRate() {
        link.with(toxic("b", EffectType.BANDWIDTH, Map.of("rate", 10L)));

        link.send(25_000).passMs(10_000);

        assertThat(lastMs()).isEqualTo(2_500);
        assertThat(link.arrivals)
                .allSatisfy(arrival -> assertThat(arrival.length()).isLessThanOrEqualTo(1_000));
    }

    @Test
    void bandwidthDoesNotSaveUpWhatAnIdleTimeDidNotUse() {
        link.with(toxic("b", EffectType.BANDWIDTH, Map.of("rate", 1L)));

        link.passMs(60_000).send(100).passMs(1_000);

        assertThat(lastMs()).isEqualTo(60_100);
    }

    @Test
    void bandwidthOfZeroIsNoLimit() {
        link.with(toxic("b", EffectType.BANDWIDTH, Map.of("rate", 0L)));

        link.send(1_000_000);

        assertThat(lastMs()).isZero();
    }

    @Test
    void slicerCutsIntoPiecesApart() {
        link.with(toxic("s", EffectType.SLICER, Map.of("average_size", 10L, "size_variation", 4L, "delay", 1_000L)));

        link.send(200).passMs(1_000);

        assertThat(link.arrivals).hasSizeBetween(200 / 14, 200 / 6 + 1);
        assertThat(link.arrivals.subList(0, link.arrivals.size() - 1))
                .allSatisfy(arrival -> assertThat(arrival.length()).isBetween(6, 14));
        assertThat(lastMs()).isEqualTo(link.arrivals.size() - 1);
    }

    @Test
    void slowCloseDelaysTheEndOnly() {
        link.with(toxic("c", EffectType.SLOW_CLOSE, Map.of("delay", 200L)));

        link.send(10).end().passMs(1_000);

        assertThat(lastMs()).isZero();
        assertThat(link.endedAtMs()).isEqualTo(200);
    }

    @Test
    void timeoutOfZeroHoldsBytesAndTheEndUntilItIsRemoved() {
        link.with(toxic("t", EffectType.TIMEOUT, Map.of("timeout", 0L)));
        link.send(10).end().passMs(86_400_000);
        assertThat(link.arrivals).isEmpty();
        assertThat(link.ends).isEmpty();

        link.without("t");

        assertThat(link.arrivals).hasSize(1);
        assertThat(link.ends).containsExactly(Item.How.FIN);
    }

    @Test
    void timeoutClosesAnIdleConnectionToo() {
        link.with(toxic("t", EffectType.TIMEOUT, Map.of("timeout", 250L)));

        link.passMs(1_000).send(10).passMs(1_000);

        assertThat(link.ends).containsExactly(Item.How.CLOSE);
        assertThat(link.endedAtMs()).isEqualTo(250);
        assertThat(link.arrivals).isEmpty();
        assertThat(link.held()).isZero();
    }

    @Test
    void resetPeerResetsAnIdleConnectionAfterItsTimeout() {
        link.with(toxic("r", EffectType.RESET_PEER, Map.of("timeout", 250L)));

        link.passMs(1_000);

        assertThat(link.ends).containsExactly(Item.How.RESET);
        assertThat(link.endedAtMs()).isEqualTo(250);
    }

    @Test
    void limitCountsOnFromWhatWentThroughWhenItIsChanged() {
        link.with(toxic("d", EffectType.LIMIT_DATA, Map.of("bytes", 100L)));
        link.send(60);

        link.with(toxic("d", EffectType.LIMIT_DATA, Map.of("bytes", 80L)));
        link.send(60);

        assertThat(link.received.size()).isEqualTo(80);
        assertThat(link.ends).containsExactly(Item.How.CLOSE);
    }

    @Test
    void limitOfZeroClosesAtTheFirstByte() {
        link.with(toxic("d", EffectType.LIMIT_DATA, Map.of("bytes", 0L)));
        assertThat(link.ends).isEmpty();

        link.send(1);

        assertThat(link.received.size()).isZero();
        assertThat(link.ends).containsExactly(Item.How.CLOSE);
    }

    @Test
    void toxicThatIsPutAgainInTheSameFormDoesNotBeginAgain() {
        link.with(toxic("t", EffectType.TIMEOUT, Map.of("timeout", 250L)));
        link.passMs(200);

        link.with(toxic("t", EffectType.TIMEOUT, Map.of("timeout", 250L)));
        link.passMs(200);

        assertThat(link.endedAtMs()).isEqualTo(250);
    }
}
