package io.belastbar.load.report.page;

import io.belastbar.contracts.RunVerdict;
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
import java.util.stream.Stream;

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
                Stream.concat(report.judgement().reasons().stream(), report.caveats().stream())
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
        return words.text("verdict", words.name(verdict), report.summary().in(words.language()));
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
