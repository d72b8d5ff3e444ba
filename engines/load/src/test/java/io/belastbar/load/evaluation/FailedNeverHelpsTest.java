package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

/** A failed request never turns a threshold that is not kept into one that is. */
class FailedNeverHelpsTest {

    private static final double SECONDS = 10;

    record Request(int millis, boolean failed) {}

    @Provide
    Arbitrary<Request> requests() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 30),
                                Arbitraries.integers().between(0, 2_000)),
                        Arbitraries.of(true, false, false, false))
                .as(Request::new);
    }

    /** Every measure, limited from every side; a rate that is wanted at least asks for failures. */
    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                "p(0)<15",
                "p(50)<15",
                "p(50)<=20",
                "p(95)<500",
                "p(99.9)<1s",
                "p(100)<2s",
                "med==10",
                "p(95)>10",
                "p(5)>=3",
                "avg<20",
                "avg<=300",
                "avg>10",
                "avg==0",
                "min<3",
                "min>1",
                "min==0",
                "max<1s",
                "max<=2s",
                "max>20",
                "rate<1%",
                "rate<=10%",
                "rate<50%",
                "count>=20",
                "count<30",
                "count==25",
                "throughput>=2/s",
                "throughput<3/s");
    }

    @Property(tries = 3_000)
    void addingAFailedRequest(
            @ForAll("requestLists") List<Request> before,
            @ForAll("expressions") String expression,
            @ForAll @IntRange(max = 5_000) int took) {
        List<Request> after = new ArrayList<>(before);
        after.add(new Request(took, true));

        assertNeverHelped(expression, before, after);
    }

    /**
     * Of a mean this holds where the request failed no faster than it was good: how long one would have taken that failed
     * at once, nobody knows.
     */
    @Property(tries = 3_000)
    void turningAGoodAnswerIntoAFailedRequest(
            @ForAll("requestLists") List<Request> before,
            @ForAll("expressions") String expression,
            @ForAll @IntRange(max = 5_000) int took,
            @ForAll @IntRange(max = 99) int which) {
        List<Request> after = new ArrayList<>(before);
        int at = which % before.size();
        Request good = before.get(at);
        boolean mean = expression.startsWith("avg<");
        int atLeast = mean ? Math.max(took, good.millis()) : took;
        after.set(at, new Request(atLeast, true));

        if (!good.failed()) {
            assertNeverHelped(expression, before, after);
        }
    }

    @Provide
    Arbitrary<List<Request>> requestLists() {
        return requests().list().ofMinSize(1).ofMaxSize(60);
    }

    /** What cannot be told apart is taken as if it had failed where that helps least. */
    @Property(tries = 2_000)
    void blendedRequestsHelpNoMoreThanThoseKnownToHaveFailed(
            @ForAll("requestLists") @Size(min = 1) List<Request> run, @ForAll("expressions") String expression) {
        Histogram micros = new Histogram(3);
        run.forEach(each -> micros.recordValue(each.millis() * 1_000L));
        Cell blended = Cell.of(micros, micros.copy());
        blended.addErrors(ErrorClass.OTHER, run.stream().filter(Request::failed).count());
        blended.started(run.size());

        boolean knownKept = rank(judged(expression, cell(run))) >= KEPT;
        boolean blendedKept = rank(judged(expression, blended)) >= KEPT;

        assertThat(!blendedKept || knownKept).as(expression + " " + run).isTrue();
    }

    private static final int KEPT = 2;

    private static void assertNeverHelped(String expression, List<Request> before, List<Request> after) {
        ThresholdResult first = judged(expression, cell(before));
        ThresholdResult second = judged(expression, cell(after));

        assertThat(rank(first) >= KEPT || rank(second) < KEPT)
                .as("%s: %s → %s", expression, first, second)
                .isTrue();
        assertThat(part(expression, before) || !part(expression, after))
                .as("window of %s", expression)
                .isTrue();
    }

    /** Whether it is kept by this run: WARN and INCONCLUSIVE differ only in how many requests there were. */
    private static int rank(ThresholdResult result) {
        return switch (result.status()) {
            case PASS, WARN -> KEPT;
            case INCONCLUSIVE -> result.missed() ? 0 : KEPT;
            case NOT_OFFERED, NO_DATA -> 1;
            case FAIL -> 0;
        };
    }

    private static ThresholdResult judged(String expression, Cell cell) {
        Threshold threshold = Runs.threshold(expression);
        return Judging.whole(threshold, Observed.of(cell, TimeBasis.RESPONSE, SECONDS));
    }

    private static boolean part(String expression, List<Request> run) {
        Threshold threshold = Runs.threshold(expression);
        SlidingSample window = new SlidingSample(TimeBasis.RESPONSE, (int) SECONDS);
        window.add(cell(run));
        return Judging.part(threshold, window.sample(), null).status() == Status.PASS;
    }

    private static Cell cell(List<Request> run) {
        Cell cell = new Cell();
        for (Request request : run) {
            long micros = request.millis() * 1_000L;
            cell.record(micros, micros, request.failed() ? ErrorClass.TIMEOUT : null, 1, 1);
        }
        cell.started(run.size());
        return cell;
    }
}
