package io.belastbar.jobs.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlStateTest {

    @Test
    void aServerThatIsAwaySpeaksOfTheMoment() {
        for (String code : new String[] {"08006", "57P01", "53300", "25006"}) {
            assertThat(new SqlState(code).isAway()).as(code).isTrue();
            assertThat(new SqlState(code).isPassing()).as(code).isTrue();
        }
    }

    @Test
    void aDeadlockPassesThoughTheServerIsThere() {
        for (String code : new String[] {"40P01", "55P03", "57014"}) {
            assertThat(new SqlState(code).isPassing()).as(code).isTrue();
            assertThat(new SqlState(code).isAway()).as(code).isFalse();
        }
    }

    @Test
    void aValueThatIsRefusedWillBeRefusedAgain() {
        assertThat(new SqlState("22021").refusal()).contains(SqlState.Refusal.INVALID_VALUE);
        assertThat(new SqlState("23505").refusal()).contains(SqlState.Refusal.CONFLICT);
        assertThat(new SqlState("22021").isPassing()).isFalse();
    }

    @Test
    void ourOwnFaultAndNoCodeSayNothing() {
        for (String code : new String[] {"42601", "", null}) {
            assertThat(new SqlState(code).refusal()).as(code).isEmpty();
            assertThat(new SqlState(code).isPassing()).as(code).isFalse();
            assertThat(new SqlState(code).isAway()).as(code).isFalse();
        }
    }
}
