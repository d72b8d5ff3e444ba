package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.VirtualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each call expires at its own deadline, whatever happens at the expiry of another. */
class DeadlinesTest {

    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT = 500 * MILLI;

    private final VirtualClock clock = new VirtualClock();
    private final Map<Call, Long> expiredAt = new HashMap<>();
    private final List<Call> order = new ArrayList<>();
    private Consumer<Call> then = call -> {};
    private final Deadlines deadlines = new Deadlines(clock, TIMEOUT, this::expire);

    private void expire(Call call) {
        expiredAt.put(call, clock.nanos());
        order.add(call);
        deadlines.remove(call);
        then.accept(call);
    }

    private Call addAt(long nanos) {
        clock.runUntil(nanos);
        Call call = new Call();
        deadlines.add(call);
        return call;
    }

    @Test
    void aCallThatAnExpiryAddsDoesNotDelayTheOthers() {
        Call first = addAt(0);
        Call second = addAt(MILLI);
        Call third = new Call();
        then = call -> {
            if (call == first) {
                deadlines.add(third);
            }
        };

        clock.runUntil(10 * TIMEOUT);

        assertThat(expiredAt)
                .containsEntry(first, TIMEOUT)
                .containsEntry(second, TIMEOUT + MILLI)
                .containsEntry(third, 2 * TIMEOUT);
    }

    @Test
    void usersWhoEachSendAgainAtTheirTimeOutAreAllHeldForOneTimeOut() {
        Map<Call, Long> addedAt = new HashMap<>();
        then = call -> {
            assertThat(clock.nanos() - addedAt.put(call, clock.nanos())).isEqualTo(TIMEOUT);
            deadlines.add(call);
        };
        for (int user = 0; user < 200; user++) {
            long begin = user * MILLI;
            addedAt.put(addAt(begin), begin);
        }

        clock.runUntil(20 * TIMEOUT);

        assertThat(order).hasSize(200 * 19 + 1);
    }

    @Test
    void callsOfOneInstantExpireTogetherInTheirOrder() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            calls.add(addAt(7 * MILLI));
        }
        then = call -> deadlines.add(new Call());

        clock.runUntil(TIMEOUT + 7 * MILLI);

        assertThat(order).isEqualTo(calls);
        assertThat(expiredAt.values()).containsOnly(TIMEOUT + 7 * MILLI);
    }

    @Test
    void anExpiryMayEndOthers() {
        Call first = addAt(0);
        Call sameInstant = addAt(0);
        Call next = addAt(MILLI);
        Call last = addAt(2 * MILLI);
        then = call -> {
            if (call == first) {
                deadlines.remove(sameInstant);
                deadlines.remove(next);
            }
        };

        clock.runUntil(10 * TIMEOUT);

        assertThat(order).containsExactly(first, last);
        assertThat(expiredAt).containsEntry(last, TIMEOUT + 2 * MILLI);
    }

    @Test
    void theEndOfTheFirstDelaysNoOther() {
        Call first = addAt(0);
        Call second = addAt(MILLI);
        Call third = addAt(300 * MILLI);
        clock.runUntil(400 * MILLI);
        deadlines.remove(first);

        clock.runUntil(10 * TIMEOUT);

        assertThat(order).containsExactly(second, third);
        assertThat(expiredAt).containsEntry(second, TIMEOUT + MILLI).containsEntry(third, TIMEOUT + 300 * MILLI);
    }

    @Test
    void callsAfterAnIdleTimeExpireAtTheirOwnTimeToo() {
        deadlines.remove(addAt(0));
        Call later = addAt(100 * TIMEOUT);

        clock.runUntil(200 * TIMEOUT);

        assertThat(expiredAt).containsEntry(later, 101 * TIMEOUT);
    }

    @Test
    void aLateThreadExpiresWhatIsDueAndNothingElse() {
        Call first = addAt(0);
        Call second = addAt(300 * MILLI);
        Call third = addAt(450 * MILLI);
        clock.pause(TIMEOUT, TIMEOUT + 350 * MILLI);

        clock.runUntil(10 * TIMEOUT);

        assertThat(expiredAt)
                .containsEntry(first, TIMEOUT + 350 * MILLI)
                .containsEntry(second, TIMEOUT + 350 * MILLI)
                .containsEntry(third, TIMEOUT + 450 * MILLI);
    }

    @Test
    void anExpiryThatFailsDoesNotEndTheWatch() {
        Call first = addAt(0);
        Call second = addAt(MILLI);
        then = call -> {
            if (call == first) {
                throw new IllegalStateException("a fault of somebody else");
            }
        };

        try {
            clock.runUntil(10 * TIMEOUT);
        } catch (IllegalStateException expected) {
            clock.runUntil(10 * TIMEOUT);
        }

        assertThat(expiredAt).containsEntry(second, TIMEOUT + MILLI);
    }
}
