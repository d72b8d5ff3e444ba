package io.belastbar.load.comparison.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.CompareRuns;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.ComparedRun.Standing;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.SimulatedResult;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.gate.ComparisonGate.Decision;
import io.belastbar.load.comparison.gate.ComparisonGate.Ruling;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonGateTest {

    private static final SimulatedResult PLAIN = SimulatedResult.plain("a", 120, 100);
    private static final RunComparison SLOWER = compare(PLAIN.slower(1.4, 1), Standing.SOUND);

    @Test
    void aRunThatIsSlowerThanTheLimitFails() {
        Ruling ruling = ComparisonGate.rule(SLOWER, 0.05);

        assertThat(ruling.decision()).isEqualTo(Decision.FAILED);
        assertThat(ruling.reasons().getFirst().english()).contains("b: p95 is", "slower");
        assertThat(ruling.reasons().getFirst().german()).contains("langsamer");
    }

    @Test
    void aRunThatIsSlowerByLessThanTheLimitPasses() {
        assertThat(ComparisonGate.rule(SLOWER, 0.6).decision()).isEqualTo(Decision.PASSED);
    }

    @Test
    void aFasterRunAndAnEqualOnePass() {
        assertThat(ComparisonGate.rule(compare(PLAIN.slower(0.6, 1), Standing.SOUND), 0.05)
                        .decision())
                .isEqualTo(Decision.PASSED);
        assertThat(ComparisonGate.rule(compare(PLAIN, Standing.SOUND), 0).decision())
                .isEqualTo(Decision.PASSED);
    }

    @Test
    void aRunThatFailsMoreFailsHoweverFastItIs() {
        Ruling ruling = ComparisonGate.rule(compare(PLAIN.slower(0.5, 1).failing(0.05), Standing.SOUND), 0.05);

        assertThat(ruling.decision()).isEqualTo(Decision.FAILED);
        assertThat(ruling.reasons().getFirst().english()).contains("The error rate rose");
    }

    @Test
    void aSingleStepThatIsSlowerFailsWhereAllRequestsDoNotShowIt() {
        Ruling ruling = ComparisonGate.rule(oneStepSlower(), 0.05);

        assertThat(ruling.decision()).isEqualTo(Decision.FAILED);
        assertThat(ruling.reasons())
                .extracting(Sentence::english)
                .anyMatch(reason -> reason.matches("b: p\\d+ of pay <now> is \\d+ % slower\\."));
    }

    /** The shift of one step beside all requests that show none. */
    private static RunComparison oneStepSlower() {
        CandidateComparison equal = compare(PLAIN, Standing.SOUND).candidates().getFirst();
        StepComparison slowStep = SLOWER.candidates().getFirst().steps().getLast();
        return new RunComparison(
                SLOWER.baseline(),
                List.of(new CandidateComparison(
                        equal.run(), equal.overall(), List.of(equal.steps().getFirst(), slowStep), List.of())),
                false);
    }

    @Test
    void anInvalidRunOrOneOfAFewRequestsIsNotCompared() {
        assertThat(ComparisonGate.rule(compare(PLAIN.slower(2, 1), Standing.INVALID), 0.05)
                        .decision())
                .isEqualTo(Decision.NOT_COMPARABLE);
        assertThat(ComparisonGate.rule(compare(SimulatedResult.plain("b", 3, 2), Standing.SOUND), 0.05)
                        .decision())
                .isEqualTo(Decision.NOT_COMPARABLE);
    }

    /** Six seconds show nothing by themselves; but a tenfold slowdown is no sign of a target as fast as before. */
    @Test
    void aLargeSlowdownThatCannotBeToldIsNoPass() {
        SimulatedResult shortRun = SimulatedResult.plain("a", 6, 100);
        Ruling ruling = ComparisonGate.rule(compare(shortRun, shortRun.slower(10, 1), Standing.SOUND), 0.05);

        assertThat(ruling.decision()).isEqualTo(Decision.CANNOT_TELL);
        assertThat(ruling.reasons().getFirst().english()).contains("Cannot tell: p95 was measured");
        assertThat(ComparisonGate.rule(compare(shortRun, shortRun, Standing.SOUND), 0.05)
                        .decision())
                .isEqualTo(Decision.PASSED);
        assertThat(ComparisonGate.rule(compare(shortRun.slower(10, 1), shortRun, Standing.SOUND), 0.05)
                        .decision())
                .isEqualTo(Decision.PASSED);
    }

    @Test
    void oneRunThatCannotBeComparedIsNotPassedBecauseAnotherOneIs() {
        CandidateComparison invalid =
                compare(PLAIN, Standing.INVALID).candidates().getFirst();
        CandidateComparison equal = compare(PLAIN, Standing.SOUND).candidates().getFirst();

        RunComparison equalToo = new RunComparison(SLOWER.baseline(), List.of(equal, invalid), false);
        RunComparison slowerToo =
                new RunComparison(SLOWER.baseline(), List.of(SLOWER.candidates().getFirst(), invalid), false);

        assertThat(ComparisonGate.rule(equalToo, 0.05).decision()).isEqualTo(Decision.NOT_COMPARABLE);
        assertThat(ComparisonGate.rule(slowerToo, 0.05).decision()).isEqualTo(Decision.FAILED);
    }

    @Test
    void withoutABaselineItSaysWhatWasLookedFor() {
        Ruling ruling = ComparisonGate.Ruling.noBaseline(0.05, "label=branch=main");

        assertThat(ruling.decision()).isEqualTo(Decision.NO_BASELINE);
        assertThat(ruling.reasons().getFirst().english()).contains("label=branch=main");
    }

    @Test
    void withoutARunOfTheBranchItSaysWhichCommandMakesOne() {
        Ruling ruling = ComparisonGate.Ruling.noRunOf(0.05, "main");

        assertThat(ruling.decision()).isEqualTo(Decision.NO_BASELINE);
        assertThat(ruling.reasons().getFirst().english()).contains("belastbar run SCENARIO.yml --branch main");
        assertThat(ruling.reasons().getFirst().german()).contains("belastbar run SZENARIO.yml --branch main");
    }

    private static RunComparison compare(SimulatedResult other, Standing standing) {
        return compare(PLAIN, other, standing);
    }

    private static RunComparison compare(SimulatedResult baseline, SimulatedResult other, Standing standing) {
        return CompareRuns.compare(
                List.of(
                        SimulatedResult.sound("a", baseline.result(1)),
                        new ComparedRun("b", other.result(2), standing)),
                new ComparisonSettings(500, 0.05),
                new SplittableRandom(1));
    }
}
