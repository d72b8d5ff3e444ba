package io.belastbar.resilience.measure.report;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Finding;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.Verdict;
import io.belastbar.resilience.measure.Writes;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A measurement in words, one line a fact. */
public final class MeasurementText {
    private static final int RANGES_SHOWN = 5;

    private final ReportLanguage language;
    private final Wording words;
    private final Duration stability;

    /** @param stability the window that the recovery had to last */
    public MeasurementText(ReportLanguage language, Duration stability) {
        this.language = language;
        this.words = Wording.of(MeasurementText.class, language);
        this.stability = stability;
    }

    public List<String> lines(Measurement measured, Targets targets) {
        var lines = new ArrayList<String>();
        var when = measured.timeline();
        when.inject().ifPresent(at -> add(lines, "fault", time(at)));
        if (when.inject().isPresent()) {
            add(
                    lines,
                    "outage",
                    when.outage()
                            .map(at -> words.text("outage.seen", time(at)))
                            .orElseGet(() -> words.text("outage.none")));
        }
        if (when.outage().isPresent()) {
            add(
                    lines,
                    "recovery",
                    when.recovery()
                            .map(at -> words.text("recovery.seen", time(at), time(stability)))
                            .orElseGet(() -> words.text("recovery.none")));
        }
        phase(lines, "detected", when.detected(), when.inject());
        phase(lines, "decided", when.decided(), when.inject());
        phase(lines, "promoted", when.promoted(), when.inject());
        phase(lines, "transacted", when.transacted(), when.inject());
        add(lines, "rto", recoveryTime(measured.recoveryTime()));
        add(lines, "rpo", loss(measured.dataLoss()));
        measured.recoverable().ifPresent(rows -> add(lines, "recoverable", language.count(rows)));
        add(lines, "writes", writes(measured));
        verdicts(lines, measured, targets);
        findings(lines, measured.findings());
        return lines;
    }

    private void verdicts(List<String> lines, Measurement measured, Targets targets) {
        targets.recoveryTime()
                .ifPresent(target -> line(
                        lines,
                        words.text("target", words.text("rto"), time(target)),
                        words.name(Verdict.of(measured.recoveryTime(), target))));
        targets.loss()
                .ifPresent(target -> line(
                        lines,
                        words.text("target", words.text("rpo"), time(target)),
                        words.name(Verdict.of(measured.dataLoss(), target))));
    }

    private void findings(List<String> lines, List<Finding> findings) {
        if (!findings.isEmpty()) {
            lines.add(words.text("findings") + ":");
            findings.forEach(finding -> lines.add("- " + finding(finding)));
        }
    }

    private void phase(List<String> lines, String name, Optional<Duration> at, Optional<Duration> inject) {
        at.ifPresent(time -> add(
                lines,
                name,
                inject.map(fault -> words.text("afterFault", time(time), time(time.minus(fault))))
                        .orElseGet(() -> time(time))));
    }

    /** How long it took, in words. */
    public String recoveryTime(RecoveryTime measured) {
        return switch (measured) {
            case RecoveryTime.Measured rto ->
                rto.bound()
                        .map(bound -> words.text("rto.measured", time(rto.value()), time(bound)))
                        .orElseGet(() -> words.text("rto.measuredUnbound", time(rto.value())));
            case RecoveryTime.NoOutage none -> words.text("rto.noOutage", time(none.bound()));
            case RecoveryTime.NotReached more -> notReached(more);
            case RecoveryTime.Unknown unknown ->
                switch (unknown.because()) {
                    case NO_INJECT -> words.text("rto.noInject");
                    case NO_WRITE_AFTER_INJECT -> words.text("rto.noWrite");
                };
        };
    }

    private String notReached(RecoveryTime.NotReached more) {
        String text = more.bound()
                .map(bound -> words.text("rto.notReachedBound", time(more.moreThan()), time(bound)))
                .orElseGet(() -> words.text("rto.notReached", time(more.moreThan())));
        return more.acknowledgedAgain() ? words.text("rto.again", text, time(stability)) : text;
    }

    /** What was lost, in words. */
    public String loss(DataLoss measured) {
        return switch (measured) {
            case DataLoss.Known loss -> {
                String text = words.text("rpo.known", language.count(loss.rows()), time(loss.time()));
                yield loss.rows() == 0 ? text : words.text("rpo.lost", text, ranges(loss.lost()));
            }
            case DataLoss.Unknown unknown ->
                switch (unknown.because()) {
                    case NO_READ_BACK -> words.text("rpo.noReadBack");
                    case READ_BACK_TOO_EARLY -> words.text("rpo.tooEarly");
                };
        };
    }

    private String writes(Measurement measured) {
        Writes writes = measured.writes();
        String counts = words.text(
                "writes.counts",
                language.count(writes.invoked()),
                language.count(writes.acknowledged()),
                language.count(writes.failed()),
                language.count(writes.indeterminate()));
        return writes.indeterminate() == 0 || !measured.isReadBack()
                ? counts
                : words.text(
                        "writes.stored",
                        counts,
                        language.count(writes.indeterminateStored()),
                        language.count(writes.indeterminate() - writes.indeterminateStored()));
    }

    /** A finding as a sentence. */
    public String finding(Finding finding) {
        return words.text(
                "FindingKind." + finding.kind().name(),
                language.count(finding.count()),
                ranges(finding.writes()),
                finding.line().map(String::valueOf).orElse(ReportLanguage.NOTHING),
                finding.at().map(this::time).orElse(ReportLanguage.NOTHING));
    }

    private static String ranges(List<SequenceRange> ranges) {
        return ranges.stream().limit(RANGES_SHOWN).map(SequenceRange::toString).collect(Collectors.joining(", "))
                + (ranges.size() > RANGES_SHOWN ? ", …" : "");
    }

    private void add(List<String> lines, String key, String text) {
        line(lines, words.text(key), text);
    }

    private static void line(List<String> lines, String name, String text) {
        lines.add("%-16s %s".formatted(name + ":", text));
    }

    /** Exact to the microsecond: a figure that is held against a bound is not rounded to three digits. */
    private String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        return Math.abs(millis) >= 1_000
                ? language.number(millis / 1_000, 6) + " s"
                : language.number(millis, 3) + " ms";
    }
}
