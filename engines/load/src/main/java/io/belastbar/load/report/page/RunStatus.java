package io.belastbar.load.report.page;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.TimeAxis;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import java.time.Duration;
import java.util.List;

/** The verdict with its reasons, and what was run. */
record RunStatus(Wording words, RunReport report, ReportTime time) {

    private static final int HOUR = 3_600;

    io.belastbar.report.part.Status status() {
        RunIdentity run = report.result().identity();
        RunVerdict verdict = report.judgement().verdict();
        String version = run.scenarioVersion() > 0 ? " · v" + run.scenarioVersion() : "";
        return new io.belastbar.report.part.Status(
                tone(verdict),
                words.text("loadTest") + " · " + run.system() + " · " + run.scenario() + version,
                sentence(verdict),
                report.judgement().reasons().stream()
                        .map(reason -> reason.in(words.language()))
                        .toList(),
                facts(run));
    }

    private static Tone tone(RunVerdict verdict) {
        return switch (verdict) {
            case PASSED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case INVALID -> Tone.OPEN;
            case ABORTED -> Tone.CALM;
        };
    }

    private String sentence(RunVerdict verdict) {
        int all = report.thresholds().size();
        long open = count(Status.NO_DATA) + count(Status.NOT_OFFERED);
        return switch (verdict) {
            case PASSED ->
                all == 0
                        ? words.text("passedWithoutThresholds")
                        : open > 0 ? words.text("passedWithOpen", all - open, all, open) : words.text("passedAll", all);
            case FAILED -> words.text("failed", count(Status.FAIL), all);
            case INVALID -> words.text("invalid");
            case ABORTED -> words.text("aborted");
        };
    }

    private long count(Status status) {
        return report.thresholds().stream()
                .map(ThresholdResult::status)
                .filter(status::equals)
                .count();
    }

    private List<Fact> facts(RunIdentity run) {
        Provenance provenance = report.result().provenance();
        return List.of(
                fact("target", run.target()),
                fact("started", time.second(run.startedAt())),
                fact("duration", duration(run.duration())),
                fact("measuredBy", (provenance.engine() + " " + provenance.engineVersion()).strip()),
                fact("run", run.runId()));
    }

    private static String duration(Duration duration) {
        int seconds = (int) Math.min(Integer.MAX_VALUE, duration.toSeconds());
        return TimeAxis.clock(seconds) + (seconds < HOUR ? " min" : " h");
    }

    private Fact fact(String key, String value) {
        return new Fact(words.text(key), value.isBlank() ? ReportLanguage.NOTHING : value);
    }
}
