package io.belastbar.profiling.cause.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountAttributionTest {
    private static final String LIST = "GET /api/v1/employees";
    private static final String CREATE = "POST /api/v1/employees";
    private static final String OFFER = "POST /api/v1/angebote";
    private static final String LOGIN = "POST /auth/login";

    private static RunCalls select(String table, long calls) {
        return new RunCalls("1", "SELECT 1 FROM " + table, "SELECT", List.of(table), calls);
    }

    private static Optional<CallsPerRequest> of(RunCalls called, Object... requests) {
        var counts = new java.util.HashMap<String, Long>();
        for (int i = 0; i < requests.length; i += 2) {
            counts.put((String) requests[i], ((Number) requests[i + 1]).longValue());
        }
        return new CountAttribution(counts).of(called);
    }

    @Test
    void calledAsOftenAsOneEndpointAlone() {
        assertThat(of(select("cases", 995), LIST, 1000, OFFER, 400)).hasValueSatisfying(share -> {
            assertThat(share.endpoint()).isEqualTo(LIST);
            assertThat(share.calls()).isEqualTo(1);
            assertThat(share.basis()).isEqualTo(Basis.COUNT);
        });
    }

    @Test
    void aMultipleIsAMultiple() {
        assertThat(of(select("cases", 3001), LIST, 1000, OFFER, 1701))
                .hasValueSatisfying(share -> assertThat(share.calls()).isEqualTo(3));
    }

    @Test
    void namesDecideBetweenEndpointsThatWereCalledAsOften() {
        assertThat(of(select("employees", 1000), LIST, 1000, OFFER, 999, LOGIN, 1002))
                .hasValueSatisfying(share -> {
                    assertThat(share.endpoint()).isEqualTo(LIST);
                    assertThat(share.basis()).isEqualTo(Basis.NAME);
                });
    }

    @Test
    void whatFitsSeveralAndIsNamedInNoneIsNobodys() {
        assertThat(of(select("users", 1000), LIST, 1000, OFFER, 999, LOGIN, 1002))
                .isEmpty();
    }

    @Test
    void aMethodThatDoesNotReadDoesNotName() {
        assertThat(of(select("employees", 1000), CREATE, 1000, OFFER, 1000)).isEmpty();
    }

    @Test
    void aCountThatFitsByChanceGivesWayToANamedTable() {
        assertThat(of(select("employees", 400), LIST, 1000, OFFER, 400)).isEmpty();
    }

    @Test
    void whatFitsNobodyIsNobodys() {
        assertThat(of(select("jobs", 137), LIST, 1000, OFFER, 400)).isEmpty();
    }

    @Test
    void fewCallsSayNothing() {
        assertThat(of(select("employees", 3), LIST, 3)).isEmpty();
    }

    @Test
    void commentThatNamesTheRouteDecides() {
        var called = new RunCalls(
                "1", "SELECT 1 FROM t /*controller='x',route='%2Fapi%2Fv1%2Fangebote'*/", "SELECT", List.of("t"), 7);

        assertThat(of(called, LIST, 1000, OFFER, 10)).hasValueSatisfying(share -> {
            assertThat(share.endpoint()).isEqualTo(OFFER);
            assertThat(share.basis()).isEqualTo(Basis.COMMENT);
            assertThat(share.calls()).isEqualTo(0.7);
        });
    }

    @Test
    void commentOfTwoMethodsDoesNotDecide() {
        var called = new RunCalls("1", "SELECT 1 /* route=/api/v1/employees */", "SELECT", List.of(), 7);

        assertThat(of(called, LIST, 1000, CREATE, 10)).isEmpty();
    }

    @Test
    void commentThatIsNoTextOfAnAddressIsRead() {
        var called = new RunCalls("1", "SELECT 1 /* route=100%zz */", "SELECT", List.of(), 1000);

        assertThat(of(called, LIST, 1000)).isPresent();
    }

    @Test
    void noRequestsNoShare() {
        assertThat(new CountAttribution(Map.of(LIST, 0L)).of(select("employees", 100)))
                .isEmpty();
    }
}
