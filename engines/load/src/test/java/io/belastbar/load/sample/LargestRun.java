package io.belastbar.load.sample;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.RunReportCsv;
import io.belastbar.load.report.RunReportJson;
import io.belastbar.load.report.RunReportJunit;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.ThresholdExpression;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.report.ReportLanguage;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures and reports as many steps for as many tenants as a scenario may have, twice at once, in a process whose heap
 * is half full already: a program of its own, so that its memory can be bounded.
 */
final class LargestRun {

    static final int STEPS = 50;
    static final int TENANTS = 500;
    static final int RUNS = 2;
    private static final int EACH = 130;
    private static final int SECONDS_KEPT = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final GeneratorSecond GENERATOR = new GeneratorSecond(0, 0, 0, 0, 0, 0, 0, 0);

    private final Random random = new Random(11);
    private final SampleBuffer buffer = new SampleBuffer();

    private LargestRun() {}

    public static void main(String[] arguments) throws IOException {
        byte[][] takenByOthers = new byte[100][1 << 20];
        new LargestRun().run();
        System.out.println("DONE "
                + Arrays.stream(takenByOthers).mapToInt(each -> each.length).sum());
    }

    private void run() throws IOException {
        List<SecondFold> folds = IntStream.range(0, RUNS)
                .mapToObj(run -> new SecondFold(0, STEPS, TENANTS))
                .toList();
        List<byte[]> kept = new ArrayList<>();
        for (int second = 0; second < EACH; second++) {
            for (SecondFold fold : folds) {
                fill(second, STEPS * TENANTS);
                fold.fold(buffer);
                var closed = fold.close(1, 1, GENERATOR);
                if (kept.size() < SECONDS_KEPT && fold == folds.getFirst()) {
                    kept.add(SecondCodec.encode(closed));
                }
            }
        }
        EncodedCells stored = new EncodedCells();
        folds.getFirst().totals().forEach((key, cell) -> stored.put(key, SecondCodec.encodeCell(cell)));
        System.out.println("MEASURED "
                + folds.getLast()
                        .totals()
                        .get(new CellKey(STEPS - 1, TENANTS - 1))
                        .requests());
        folds = null;
        report(stored, kept);
    }

    private void fill(int second, int requests) {
        for (int i = 0; i < requests; i++) {
            long nanos = (long) (Math.exp(0.6 * random.nextGaussian()) * 50_000_000);
            buffer.start(i, second * SECOND);
            buffer.add(i, second * SECOND, nanos, nanos - 1_000_000, null, 1, 1);
        }
    }

    private static void report(EncodedCells totals, List<byte[]> seconds) throws IOException {
        RunResult result = new RunResult(
                new RunIdentity("r", "s", "largest", 1, "t", Instant.EPOCH, Duration.ofSeconds(EACH)),
                Provenance.own(""),
                IntStream.range(0, STEPS)
                        .mapToObj(step -> new StepInfo("step " + step, "GET /" + step, "step " + step))
                        .toList(),
                IntStream.range(0, TENANTS).mapToObj(tenant -> "org_" + tenant).toList(),
                SecondSeries.ofEncoded(seconds),
                totals,
                GeneratorReport.UNKNOWN);
        List<Threshold> thresholds = new ArrayList<>();
        for (Condition condition : ThresholdExpression.parse("p(95)<500 && rate<1%")) {
            thresholds.add(new Threshold(
                    Scope.WHOLE_RUN,
                    condition,
                    TimeBasis.RESPONSE,
                    Duration.ofSeconds(10),
                    false,
                    Duration.ZERO,
                    Threshold.Origin.SCENARIO));
        }
        RunReport report = new RunReport(
                result,
                ThresholdEvaluation.of(thresholds, result),
                List.of(),
                new RunJudgement(RunVerdict.PASSED, List.of()));
        RunReportJson.write(report, Writer.nullWriter());
        RunReportCsv.write(report, Writer.nullWriter());
        int page =
                HtmlReport.write(report, ReportLanguage.ENGLISH, ZoneOffset.UTC).length();
        System.out.println("REPORTED " + (page + RunReportJunit.write(report).length()));
    }
}
