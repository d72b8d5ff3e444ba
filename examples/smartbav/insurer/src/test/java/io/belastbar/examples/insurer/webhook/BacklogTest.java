package io.belastbar.examples.insurer.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.examples.insurer.webhook.Backlog.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Backlog backlog = new Backlog(5);

    @Test
    void aReceiverThatIsAwayIsAskedByOneEventAfterLongerAndLongerPauses() {
        IntStream.range(0, 4).forEach(i -> backlog.add(event(i)));
        Instant now = NOON;
        long[] pausesMs = {200, 400, 800, 1_600, 3_200, 5_000, 5_000};

        for (long pauseMs : pausesMs) {
            backlog.ended(backlog.next(now).orElseThrow(), Attempt.AWAY, now);
            assertThat(backlog.next(now.plusMillis(pauseMs - 1))).isEmpty();
            now = now.plusMillis(pauseMs);
        }

        assertThat(backlog.next(now)).contains(event(0));
        assertThat(backlog.next(now)).as("one at a time").isEmpty();
    }

    @Test
    void aReceiverThatIsWellGetsAllInTheirOrder() {
        IntStream.range(0, 4).forEach(i -> backlog.add(event(i)));

        var sent = IntStream.range(0, 4)
                .mapToObj(i -> backlog.next(NOON).orElseThrow())
                .toList();
        sent.forEach(event -> backlog.ended(event, Attempt.DELIVERED, NOON));

        assertThat(sent).containsExactly(event(0), event(1), event(2), event(3));
        assertThat(backlog.count()).isEqualTo(new Backlog.Count(4, 4, 0, 0, 0));
    }

    @Test
    void anEventThatIsRefusedHoldsUpNoOther() {
        IntStream.range(0, 2).forEach(i -> backlog.add(event(i)));
        backlog.ended(backlog.next(NOON).orElseThrow(), Attempt.REFUSED, NOON);

        assertThat(backlog.next(NOON.plus(Backlog.FIRST_PAUSE))).contains(event(1));
    }

    @Test
    void successEndsThePauses() {
        backlog.add(event(0));
        backlog.add(event(1));
        backlog.ended(backlog.next(NOON).orElseThrow(), Attempt.AWAY, NOON);
        Instant later = NOON.plus(Duration.ofSeconds(1));
        backlog.ended(backlog.next(later).orElseThrow(), Attempt.DELIVERED, later);

        assertThat(backlog.next(later)).contains(event(1));
    }

    @Test
    void ofTooManyTheEldestAreGivenUpAndCounted() {
        IntStream.range(0, 7).forEach(i -> backlog.add(event(i)));

        assertThat(backlog.next(NOON)).contains(event(2));
        assertThat(backlog.count()).isEqualTo(new Backlog.Count(7, 0, 5, 2, 0));
    }

    private static InsurerEvent event(int number) {
        return new InsurerEvent("evt-" + number, "quote", number);
    }
}
