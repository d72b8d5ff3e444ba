package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target may give a connection up; what it did not look at has not failed (RFC 9113, 6.8). */
@Timeout(120)
class Http2GoAwayTest {

    private static final Lab.Plan ONE = Lab.Plan.PLAIN.http2().connections(1);

    @ParameterizedTest
    @CsvSource({"GET,100", "POST,100", "GET,4"})
    void requestsThatTheTargetIgnoredAreAnsweredOnOtherConnections(String method, int streams) throws Exception {
        try (Http2Target target = new Http2Target(streams, null);
                Lab lab = new Lab(target.url(), ONE)) {
            lab.open();
            List<CompletableFuture<Lab.End>> ends = new ArrayList<>();
            for (int i = 0; i < 4 * Http2Target.FEW; i++) {
                ends.add(lab.send(Lab.step(method, "/few", Map.of(), null, false), Map.of()));
            }

            ends.forEach(end -> assertThat(Lab.await(end).status()).isEqualTo(200));

            assertThat(target.connections()).isGreaterThanOrEqualTo(4);
            assertThat(lab.health().busy()).isZero();
            assertThat(lab.health().waiting()).isZero();
        }
    }

    @Test
    void aTargetThatGivesEveryConnectionUpHasFailedTheRequest() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            Exchange.Failed failure = lab.end(Lab.get("/ignored")).failure();

            assertThat(failure.cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(failure.detail()).contains("given up by the target (GOAWAY NO_ERROR)", "times");
            assertThat(target.connections()).isLessThan(20);
        }
    }

    @Test
    void aRefusedStreamIsTheTargetsAnswerAndAFailure() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            assertThat(lab.end(Lab.get("/unwilling")).failure().detail()).contains("REFUSED_STREAM");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void requestsThatTheTargetLookedAtEndWithTheirConnection() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            lab.open();
            CompletableFuture<Lab.End> looked = lab.send(Lab.get("/never"), Map.of());

            Lab.End closed = lab.end(Lab.get("/close"));

            assertThat(closed.failure().detail()).contains("closed by the target");
            assertThat(Lab.await(looked).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
        }
    }
}
