package io.belastbar.profiling.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsRightTest {
    @Test
    void whatHelpsAMemberDependsOnTheRelease() {
        assertThat(new StatisticsRight(false, true, 150_004, "x").missing("sessions"))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith(": ALTER ROLE x INHERIT"));
        assertThat(new StatisticsRight(false, true, 160_011, "x").missing("sessions"))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith("GRANT pg_read_all_stats TO x WITH INHERIT TRUE"));
        assertThat(new StatisticsRight(false, false, 160_011, "x").missing("sessions"))
                .containsExactly("sessions: GRANT pg_read_all_stats TO x");
        assertThat(new StatisticsRight(true, true, 160_011, "x").missing("sessions"))
                .isEmpty();
    }
}
