package io.belastbar.profiling.cause.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunAttributionTest {
    private static final String LIST = "GET /api/v1/employees";
    private static final String LOGIN = "POST /auth/login";
    private static final String OFFER = "POST /api/v1/angebote";

    private static CallsPerRequest share(String endpoint, String counted, double calls) {
        return new CallsPerRequest(endpoint, counted, calls, Basis.TIME);
    }

    private static RunCalls select(String id, String table, long calls) {
        return new RunCalls(id, "SELECT FROM " + table, "SELECT", List.of(table), calls);
    }

    @Test
    void partsOfTwoStepsThatFollowEachOtherAreOneStepThatTheNameTells() {
        var shares = RunAttribution.of(
                Map.of(LIST, 504L, LOGIN, 508L, OFFER, 490L),
                List.of(select("list", "employees", 504)),
                List.of(share(LIST, "list", 0.57), share(LOGIN, "list", 0.46)));

        assertThat(shares).singleElement().satisfies(one -> {
            assertThat(one.endpoint()).isEqualTo(LIST);
            assertThat(one.calls()).isEqualTo(1);
            assertThat(one.basis()).isEqualTo(Basis.NAME);
        });
    }

    @Test
    void whatNoNameTellsIsNobodys() {
        assertThat(RunAttribution.of(
                        Map.of(LIST, 504L, LOGIN, 508L),
                        List.of(select("user", "users", 508)),
                        List.of(share(LIST, "user", 0.4), share(LOGIN, "user", 0.6))))
                .isEmpty();
    }

    @Test
    void wholeSharesOfSeveralEndpointsStay() {
        var byTime = List.of(share(LIST, "tenant", 1.02), share(OFFER, "tenant", 2.9));

        assertThat(RunAttribution.of(
                        Map.of(LIST, 500L, OFFER, 490L), List.of(select("tenant", "tenants", 1930)), byTime))
                .isEqualTo(byTime);
    }

    @Test
    void partsOfEndpointsThatAreCalledDifferentlyOftenStay() {
        var byTime = List.of(share(LIST, "key", 0.3), share(OFFER, "key", 0.5));

        assertThat(RunAttribution.of(Map.of(LIST, 900L, OFFER, 300L), List.of(select("key", "keys", 420)), byTime))
                .isEqualTo(byTime);
    }
}
