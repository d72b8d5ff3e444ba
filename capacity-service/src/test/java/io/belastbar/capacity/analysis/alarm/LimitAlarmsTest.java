package io.belastbar.capacity.analysis.alarm;

import static io.belastbar.capacity.projection.SampleProjection.NOW;
import static io.belastbar.capacity.projection.SampleProjection.expected;
import static io.belastbar.capacity.projection.SampleProjection.in;
import static io.belastbar.capacity.projection.SampleProjection.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.analysis.alarm.LimitAlarms.Decision;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.SampleProjection;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitAlarmsTest {
    private static final String FINGERPRINT = "capacity-limit:shop:connection_count:150";
    private static final Duration WITHIN = Duration.ofDays(60);

    private final LimitAlarms alarms = new LimitAlarms(NOW, WITHIN);

    @Test
    void aLimitWithinSixtyDaysIsToldAndOneInSixtyOneIsNot() {
        assertThat(decide(List.of(reaching(60)), List.of()).raised()).hasSize(1);
        assertThat(decide(List.of(reaching(61)), List.of()).near()).isEmpty();
    }

    @Test
    void whatWasToldIsNotToldAgainUntilItMovedOrAWeekLater() {
        assertThat(decide(List.of(reaching(40)), List.of(told(40, NOW.minus(Duration.ofDays(1)))))
                        .raised())
                .isEmpty();
        assertThat(decide(List.of(reaching(40)), List.of(told(50, NOW.minus(Duration.ofDays(1)))))
                        .raised())
                .hasSize(1);
        assertThat(decide(List.of(reaching(40)), List.of(told(40, NOW.minus(Duration.ofDays(7)))))
                        .raised())
                .hasSize(1);
        assertThat(decide(List.of(reaching(13)), List.of(told(13, NOW.minus(Duration.ofDays(1)))))
                        .raised())
                .as("from two weeks on it is critical")
                .hasSize(1);
    }

    @Test
    void theEventIsToldEachTimeSoThatAnEscalationThatWaitsForFewerDaysHearsOfThem() {
        assertThat(decide(List.of(reaching(40)), List.of(told(40, NOW))).near()).hasSize(1);
    }

    @Test
    void whatIsClearlyFurtherAwayOrNoLimitAnyMoreIsOver() {
        List<LimitAlarm> open = List.of(told(59, NOW));

        assertThat(decide(List.of(reaching(65)), open).over())
                .as("near the bound")
                .isEmpty();
        assertThat(decide(List.of(reaching(71)), open).over()).hasSize(1);
        assertThat(decide(List.of(connections()), open).over())
                .as("no such limit")
                .hasSize(1);
        assertThat(decide(List.of(), open).over()).as("no such series").hasSize(1);
    }

    @Test
    void whatNobodyMeasuredEndsNothingAndTellsNothing() {
        Projection stale = SampleProjection.with(reaching(40), new ProjectionRemark.Stale(in(-9)));

        assertThat(decide(List.of(stale), List.of()).near()).isEmpty();
        assertThat(decide(List.of(stale), List.of(told(40, NOW))).over()).isEmpty();
        assertThat(alarms.decide(List.of(), Set.of("connection_count"), List.of(told(40, NOW)))
                        .over())
                .isEmpty();
    }

    @Test
    void aLimitThatTwoDocumentsStateIsOne() {
        ProjectedLimit twice = expected(limit("connection_count", 150, "connections", "Call somebody"), 3, 30, 40);

        assertThat(decide(List.of(connections(twice, twice)), List.of()).raised())
                .hasSize(1);
    }

    @Test
    void theRegisterIsToldWhenAndWhatToDo() {
        NearLimit near = decide(List.of(reaching(40)), List.of()).raised().getFirst();
        LimitFindings findings = new LimitFindings(new ProjectionWords(ZoneOffset.UTC, NOW), NOW);

        FindingRaised finding = findings.raised(near);
        assertThat(finding.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(finding.category()).isEqualTo("Capacity");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.title()).isEqualTo("connection_count reaches its limit of 150 connections");
        assertThat(finding.description())
                .startsWith("150 connections between 9 February and 21 March, most likely 1 March; Add pooling. ")
                .contains("Theta won 4 of 5 folds");
        assertThat(finding.recommendedMeasures().getFirst()).isEqualTo("Add pooling");
        assertThat(finding.evidence()).containsEntry("daysLeft", "40").containsKey("sentence.de");

        CapacityLimitApproaching event = findings.approaching(near);
        assertThat(event.earliest()).isBefore(event.reachedAt());
        assertThat(event.latest()).isAfter(event.reachedAt());
        assertThat(event.action()).isEqualTo("Add pooling");
        assertThat(findings.resolved(near.alarm(NOW)).fingerprint()).isEqualTo(FINGERPRINT);
    }

    @Test
    void theEventSaysHowBadTheLimitIsSoThatAnEscalationIsAsSevereAsTheFinding() {
        LimitFindings findings = new LimitFindings(new ProjectionWords(ZoneOffset.UTC, NOW), NOW);
        for (MetricLimit.Severity severity : MetricLimit.Severity.values()) {
            for (int days : List.of(3, 13, 14, 40)) {
                MetricLimit limit = new MetricLimit("connection_count", 150, "connections", false, severity, null, "");
                NearLimit near = decide(List.of(connections(expected(limit, 1, days, 60))), List.of())
                        .raised()
                        .getFirst();

                CapacityLimitApproaching event = findings.approaching(near);
                assertThat(event.limitSeverity().in(Duration.between(event.madeAt(), event.reachedAt())))
                        .isEqualTo(findings.raised(near).severity());
            }
        }
    }

    private Decision decide(List<Projection> projections, List<LimitAlarm> open) {
        return alarms.decide(projections, Set.of(), open);
    }

    private static Projection reaching(int days) {
        return connections(expected(
                limit("connection_count", 150, "connections", "Add pooling"), days / 2, days, days + days / 2));
    }

    private static Projection connections(ProjectedLimit... limits) {
        return SampleProjection.of("connection_count", "connections", 96, 1, limits);
    }

    private static LimitAlarm told(int days, Instant at) {
        return new LimitAlarm("shop", "connection_count", 150, Severity.HIGH, in(days), at);
    }
}
