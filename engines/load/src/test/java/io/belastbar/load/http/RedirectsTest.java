package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Template;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A redirect is followed within the registered target, and is a part of its request. */
@Timeout(120)
class RedirectsTest {

    private static final HttpTarget STAGING = HttpTarget.of(URI.create("http://gw.example/staging"));

    @ParameterizedTest
    @CsvSource({
        "/staging/b,/staging/b",
        "/staging,/staging",
        "/staging?x=1,/staging?x=1",
        "b?q=a b,/staging/a/b?q=a%20b",
        "../b,/staging/b",
        "./,/staging/a/",
        "?page=2,/staging/a/?page=2",
        "http://gw.example/staging/x#top,/staging/x",
        "HTTP://GW.example:80/staging/x,/staging/x",
        "//gw.example/staging/x,/staging/x",
        "/staging/{id}|\"^,/staging/%7Bid%7D%7C%22%5E",
        "/staging/a/../b,/staging/b",
        "/staging/../staging/c,/staging/c"
    })
    void aRedirectWithinTheTargetIsFollowed(String location, String path) throws Exception {
        assertThat(Redirects.next(STAGING, "/staging/a/one", 302, location)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/production/x",
                "/stagingx",
                "/staging/../production",
                "../../production/x",
                "../../../../x",
                "/staging/%2e%2e/production",
                "/staging/..%2fproduction",
                "/staging/..;/x",
                "/staging/%252e%252e/x",
                "https://gw.example/staging/x",
                "http://other.example/staging/x",
                "http://gw.example:8080/staging/x",
                "//other.example/staging",
                "http://gw.example@other.example/staging",
                "ftp://gw.example/staging",
                "/staging\\..\\..\\x",
                "javascript:alert(1)"
            })
    void aRedirectOutOfTheTargetIsRefusedAndSaysWhereItLed(String location) {
        assertThatThrownBy(() -> Redirects.next(STAGING, "/staging/a/one", 302, location))
                .isInstanceOfSatisfying(AnswerRefused.class, refused -> {
                    Exchange.Failed failed = (Exchange.Failed) refused.exchange();
                    assertThat(failed.cause()).isEqualTo(ErrorClass.UNEXPECTED_STATUS);
                    assertThat(failed.code()).isEqualTo("302");
                    assertThat(failed.detail()).contains(location).contains("http://gw.example/staging");
                });
    }

    @Test
    void aPathOfTwoSlashesIsNoHost() throws Exception {
        HttpTarget plain = HttpTarget.of(URI.create("http://gw.example"));

        assertThat(Redirects.next(plain, "//other.example/a", 302, "b")).isEqualTo("/other.example/b");
    }

    @Test
    void whatIsNoAddressIsAProtocolError() {
        assertThatThrownBy(() -> Redirects.next(STAGING, "/staging/a", 301, "http://[::zz]/"))
                .isInstanceOfSatisfying(AnswerRefused.class, refused -> assertThat(refused.errorClass())
                        .isEqualTo(ErrorClass.PROTOCOL_ERROR));
    }

    @Test
    void aStepThatExpectsTheRedirectTakesItWhereItCannotBeFollowed() throws Exception {
        RequestStep expecting = new RequestStep(
                "s", "GET", Template.parse("/"), Map.of(), null, false, Set.of(302), Map.of(), "GET /", "s");
        try (RawTarget target = redirecting("http://other.example/", () -> {});
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.redirects(3))) {
            assertThat(lab.end(expecting).status()).isEqualTo(302);
            assertThat(lab.end(Lab.get("/")).failure().detail()).contains("leads to http://other.example/");
        }
    }

    @Test
    void theTimeOfARedirectedRequestCountsFromItsFirstSend() throws Exception {
        AtomicLong redirectedAt = new AtomicLong();
        CountDownLatch slow = new CountDownLatch(1);
        try (RawTarget target = redirecting("/end", () -> {
                    Lab.arrives(slow);
                    redirectedAt.set(System.nanoTime());
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.redirects(3))) {
            var end = lab.send(Lab.get("/"), Map.of());
            slow.countDown();

            assertThat(Lab.await(end).status()).isEqualTo(200);
            assertThat(Lab.await(end).sentAt()).isLessThan(redirectedAt.get());
        }
    }

    @Test
    void aFollowedRedirectUsesTheConnectionThatBroughtIt() throws Exception {
        try (RawTarget target = redirecting("/end", () -> {});
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).redirects(1))) {
            lab.open();
            lab.onLoop(driver -> driver.connections(50));
            for (int request = 0; request < 20; request++) {
                assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            }

            assertThat(lab.health().open()).isEqualTo(1);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRedirectThatClosesItsConnectionIsFollowedOnAnother() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    if (wire.request().startsWith("GET / ")) {
                        wire.say("HTTP/1.1 302 X\r\nLocation: /end\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                        wire.waitForEnd();
                    } else {
                        wire.answer(200, "x");
                        wire.waitForEnd();
                    }
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).redirects(1))) {
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatTheTargetsBasePathDoesNotHoldIsNotAskedFor() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request.split(" ")[1]);
                    wire.say("HTTP/1.1 302 X\r\nLocation: /production\r\nContent-Length: 0\r\n\r\n");
                });
                Lab lab = new Lab(target.url().resolve("/staging/"), Lab.Plan.PLAIN.redirects(3))) {
            assertThat(lab.end(Lab.get("/a")).failure().cause()).isEqualTo(ErrorClass.UNEXPECTED_STATUS);
            assertThat(seen).containsExactly("/staging/a");
        }
    }

    private static RawTarget redirecting(String location, Runnable before) throws Exception {
        return RawTarget.answering((request, wire) -> {
            if (request.startsWith("GET / ")) {
                before.run();
                wire.say("HTTP/1.1 302 X\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
            } else {
                wire.answer(200, "x");
            }
        });
    }
}
