package io.belastbar.chaos.expectation.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantIsolationTest {

    private static final String DOCUMENT = """
            type: tenant-isolation
            target: smartbav-api
            request: GET /api/v1/employees?limit=200
            login: { path: /auth/login, username: email, token: $.access_token }
            organisation: $.items[*].organizationId
            id: $.items[*].id
            tenants:
              - { tenant: org_1, as: broker-1 }
              - { tenant: org_2, as: broker-2 }
            """;

    @Test
    void ownRowsOfTwoTenantsHold() {
        assertThat(judge(rows("org_1", "a"), rows("org_2", "b")).result()).isEqualTo(Result.HOLDS);
    }

    @Test
    void aRowThatNamesAnotherTenantViolates() {
        var seen = judge(rows("org_1", "a"), rows("org_1", "b"));

        assertThat(seen.result()).isEqualTo(Result.VIOLATED);
        assertThat(seen.measured().english()).contains("org_2 saw a row of org_1");
    }

    /** The organisation of an answer may be wrong as the row is. */
    @Test
    void aRowThatTwoTenantsSeeViolatesWhateverItSaysOfItself() {
        var seen = judge(rows("org_1", "a"), rows("org_2", "a"));

        assertThat(seen.result()).isEqualTo(Result.VIOLATED);
        assertThat(seen.details()).containsEntry("foreignRows", "1");
    }

    @Test
    void anOutageProvesNothingAndAccusesNobody() {
        assertThat(judge(rows("org_1", "a"), new Unanswered("refused", false, Duration.ZERO))
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(judge(rows("org_1", "a"), answered(503, "{\"title\":\"away\"}"))
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(judge(rows("org_1", "a"), answered(200, "{\"items\":[]}")).result())
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void tooFewTenantsAndNoWayToTellRowsApartAreRefused() {
        var refused = catchThrowableOfType(
                InvalidInput.class,
                () -> Parsed.as(
                        TenantIsolation.class,
                        "type: tenant-isolation\ntarget: a\nrequest: GET /x\ntenants: [ { tenant: a, as: b, password: c } ]"));

        assertThat(refused.errors())
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/tenants", "/tenants/0/password", "");
    }

    private static Observation judge(HttpReading first, HttpReading second) {
        return Parsed.as(TenantIsolation.class, DOCUMENT).judge(Map.of("org_1", first, "org_2", second));
    }

    private static Answered rows(String organisation, String id) {
        return answered(200, "{\"items\":[{\"id\":\"%s\",\"organizationId\":\"%s\"}]}".formatted(id, organisation));
    }

    private static Answered answered(int status, String body) {
        return new Answered(status, Map.of(), body, Duration.ZERO);
    }
}
