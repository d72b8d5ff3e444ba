package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Template;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No request goes above the registered address or to another host, whatever the values of its variables. */
@Timeout(120)
class WithinTargetTest {

    private static final RequestStep FILE = Lab.get("/files/${name}/meta?of=${name}");

    @Test
    void aValueThatClimbsIsAnErrorAndIsNotSent() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request.split(" ")[1]);
                    wire.answer(200, "x");
                });
                Lab lab = new Lab(target.url().resolve("/staging"))) {
            for (String climbing : List.of("..", "../../production", "..\\x", "%2e%2e", "x/../..", "..;x")) {
                Lab.End end = Lab.await(lab.send(FILE, Map.of("name", climbing)));

                assertThat(end.failure().cause()).isEqualTo(ErrorClass.OTHER);
                assertThat(end.failure().detail()).contains("'..'");
                assertThat(end.sent()).isFalse();
            }
            for (String sound : List.of("a..b", "...", ".", "a", "ä/ö", "?", "..a")) {
                assertThat(Lab.await(lab.send(FILE, Map.of("name", sound))).status())
                        .isEqualTo(200);
            }
            assertThat(seen).hasSize(7).allMatch(path -> path.startsWith("/staging/files/"));
        }
    }

    @ParameterizedTest
    @EnumSource(HttpVersion.class)
    void aStoredStepThatLeavesItsTargetIsNotSent(HttpVersion version) throws Exception {
        Lab.Plan plan = version == HttpVersion.HTTP_2 ? Lab.Plan.PLAIN.http2() : Lab.Plan.PLAIN;
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd);
                Lab lab = new Lab(target.url(), plan)) {
            Lab.End climbing = lab.end(Lab.get("/../production"));
            Lab.End elsewhere =
                    lab.end(Lab.step("GET", "/", Map.of("hOsT", Template.parse("admin.internal")), null, false));

            assertThat(climbing.failure().cause()).isEqualTo(ErrorClass.OTHER);
            assertThat(climbing.sent()).isFalse();
            assertThat(elsewhere.failure().detail()).contains("hOsT");
            assertThat(elsewhere.sent()).isFalse();
        }
    }

    @Test
    void aValueThatCannotBeWrittenEndsItsRequestAndNotItsUser() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> wire.answer(200, "x"));
                Lab lab = new Lab(target.url())) {
            Lab.End end = Lab.await(lab.send(Lab.get("/${missing}"), Map.of()));

            assertThat(end.failure().cause()).isEqualTo(ErrorClass.OTHER);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
        }
    }

    @Test
    void overHttp2AClimbingValueIsAnErrorToo() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.http2())) {
            assertThat(Lab.await(lab.send(FILE, Map.of("name", ".."))).failure().cause())
                    .isEqualTo(ErrorClass.OTHER);
            assertThat(Lab.await(lab.send(FILE, Map.of("name", "x"))).status()).isEqualTo(200);
        }
    }
}
