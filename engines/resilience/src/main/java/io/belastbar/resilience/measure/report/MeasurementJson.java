package io.belastbar.resilience.measure.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Finding;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.Verdict;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A measurement as JSON; times in milliseconds, exact. What is not known is absent, never 0. */
public final class MeasurementJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Duration stability;
    private final MeasurementText text;

    /** @param language of the findings' sentences */
    public MeasurementJson(ReportLanguage language, Duration stability) {
        this.stability = stability;
        this.text = new MeasurementText(language, stability);
    }

    public ObjectNode of(Measurement measured, Targets targets) {
        ObjectNode json = JSON.objectNode();
        var when = measured.timeline();
        millis(json, "stabilityMs", Optional.of(stability));
        millis(json, "injectMs", when.inject());
        millis(json, "outageMs", when.outage());
        millis(json, "recoveryMs", when.recovery());
        millis(json, "detectedMs", when.detected());
        millis(json, "decidedMs", when.decided());
        millis(json, "promotedMs", when.promoted());
        millis(json, "transactedMs", when.transacted());
        json.set("rto", recoveryTime(measured.recoveryTime(), targets.recoveryTime()));
        ObjectNode loss = loss(measured.dataLoss(), targets.loss());
        measured.recoverable().ifPresent(rows -> loss.put("recoverableRows", rows));
        json.set("rpo", loss);
        json.set("writes", writes(measured));
        ArrayNode findings = json.putArray("findings");
        measured.findings().forEach(finding -> findings.add(finding(finding)));
        return json;
    }

    private ObjectNode recoveryTime(RecoveryTime measured, Optional<Duration> target) {
        ObjectNode json = JSON.objectNode();
        switch (measured) {
            case RecoveryTime.Measured rto -> {
                json.put("state", "MEASURED");
                millis(json, "ms", Optional.of(rto.value()));
                millis(json, "boundMs", rto.bound());
            }
            case RecoveryTime.NoOutage none -> {
                json.put("state", "NO_OUTAGE");
                millis(json, "ms", Optional.of(Duration.ZERO));
                millis(json, "boundMs", Optional.of(none.bound()));
            }
            case RecoveryTime.NotReached more -> {
                json.put("state", "NOT_REACHED");
                millis(json, "moreThanMs", Optional.of(more.moreThan()));
                millis(json, "boundMs", more.bound());
                json.put("acknowledgedAgain", more.acknowledgedAgain());
            }
            case RecoveryTime.Unknown unknown -> {
                json.put("state", "UNKNOWN");
                json.put("because", unknown.because().name());
            }
        }
        json.put("text", text.recoveryTime(measured));
        target.ifPresent(wanted -> verdict(json, wanted, Verdict.of(measured, wanted)));
        return json;
    }

    private ObjectNode loss(DataLoss measured, Optional<Duration> target) {
        ObjectNode json = JSON.objectNode();
        switch (measured) {
            case DataLoss.Known loss -> {
                json.put("state", "MEASURED");
                json.put("lostRows", loss.rows());
                millis(json, "ms", Optional.of(loss.time()));
                json.set("lost", ranges(loss.lost()));
            }
            case DataLoss.Unknown unknown -> {
                json.put("state", "UNKNOWN");
                json.put("because", unknown.because().name());
            }
        }
        json.put("text", text.loss(measured));
        target.ifPresent(wanted -> verdict(json, wanted, Verdict.of(measured, wanted)));
        return json;
    }

    private static void verdict(ObjectNode json, Duration target, Verdict verdict) {
        millis(json, "targetMs", Optional.of(target));
        json.put("verdict", verdict.name());
    }

    private static ObjectNode writes(Measurement measured) {
        var writes = measured.writes();
        ObjectNode json = JSON.objectNode()
                .put("invoked", writes.invoked())
                .put("acknowledged", writes.acknowledged())
                .put("failed", writes.failed())
                .put("indeterminate", writes.indeterminate());
        if (measured.isReadBack()) {
            json.put("indeterminateStored", writes.indeterminateStored());
            json.put("indeterminateNotStored", writes.indeterminate() - writes.indeterminateStored());
        }
        return json;
    }

    private ObjectNode finding(Finding finding) {
        ObjectNode json = JSON.objectNode().put("kind", finding.kind().name()).put("count", finding.count());
        if (!finding.writes().isEmpty()) {
            json.set("writes", ranges(finding.writes()));
        }
        finding.line().ifPresent(line -> json.put("line", line));
        millis(json, "atMs", finding.at());
        return json.put("text", text.finding(finding));
    }

    private static ArrayNode ranges(List<SequenceRange> ranges) {
        ArrayNode json = JSON.arrayNode();
        ranges.forEach(range -> json.addArray().add(range.from()).add(range.to()));
        return json;
    }

    private static void millis(ObjectNode json, String name, Optional<Duration> time) {
        time.ifPresent(value -> {
            BigDecimal millis = BigDecimal.valueOf(value.toNanos(), 6).stripTrailingZeros();
            json.put(name, millis.scale() < 0 ? millis.setScale(0) : millis);
        });
    }
}
