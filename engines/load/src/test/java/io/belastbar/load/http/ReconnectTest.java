package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wait for a connection that takes the place of a closed one is the target's doing, and no limit's. */
@Timeout(120)
class ReconnectTest {

    @Test
    void aRequestAfterAnAnswerThatClosesIsNotHeldBack() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.say("HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    wire.waitForEnd();
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(twoInARow(lab, 1)).isInstanceOf(Exchange.HttpAnswer.class);
            assertThat(lab.health().starved()).isZero();
        }
    }

    @Test
    void aRequestAfterATimeOutIsNotHeldBack() throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).timeout(200))) {
            assertThat(twoInARow(lab, 1)).isInstanceOf(Exchange.Failed.class);
            assertThat(lab.health().starved()).isZero();
        }
    }

    /** One connection can take the place of the closed one, and the second of two requests waits for the first. */
    @Test
    void moreRequestsThanConnectionsAreHeldBackAlthoughOneIsClosed() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.say("HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    wire.waitForEnd();
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            twoInARow(lab, 2);
            assertThat(lab.health().starved()).isEqualTo(1);
        }
    }

    /** So many are sent as soon as a first one has ended, and kept waiting for longer than a wait is noise. */
    private static Exchange twoInARow(Lab lab, int followers) {
        lab.open();
        CompletableFuture<Exchange> last = new CompletableFuture<>();
        PreparedStep step = lab.prepare(Lab.get("/"));
        int[] left = {followers};
        Reply follower = ending(exchange -> {
            if (--left[0] == 0) {
                last.complete(exchange);
            }
        });
        lab.onLoop(driver -> step.send(name -> null, ending(exchange -> {
            for (int sent = 0; sent < followers; sent++) {
                step.send(name -> null, follower);
            }
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 2 * Driver.STARVED_NANOS) {
                Thread.onSpinWait();
            }
        })));
        return Lab.await(last);
    }

    private static Reply ending(java.util.function.Consumer<Exchange> action) {
        return new Reply() {
            @Override
            public void sent(long nanos) {}

            @Override
            public void ended(Exchange exchange, long bytesSent, long bytesReceived) {
                action.accept(exchange);
            }
        };
    }
}
