package io.belastbar.chaos.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.measure.Finding;
import io.belastbar.resilience.measure.MeasureRecovery;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import io.belastbar.resilience.measure.history.ProbeEvent;
import io.belastbar.resilience.measure.report.MeasurementJson;
import io.belastbar.resilience.measure.report.MeasurementText;
import io.belastbar.resilience.measure.sequence.SequenceBits;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a probe's file shows, also while it is written. */
record ProbeHistory(Path file, ProbeOrder order) {

    /** What a process that opens it must know. */
    record Beginning(long nextSequence, boolean isReadBack) {}

    Beginning beginning() throws IOException {
        if (!Files.exists(file)) {
            return new Beginning(1, false);
        }
        try (History history = read()) {
            return new Beginning(
                    history.sequences(EventKind.INVOKE).last().orElse(0) + 1,
                    history.readBack().isPresent());
        }
    }

    Measurement measured() throws IOException {
        try (History history = read()) {
            return measure(history);
        }
    }

    /**
     * What it would show if the writing had ended when the rows were read: those begun later are left out on both sides.
     *
     * @param at just before the reading, in nanoseconds of the history
     */
    Measurement measured(List<SequenceRange> present, long at) throws IOException {
        try (History history = read()) {
            var begun = new SequenceBits();
            history.forEach((kind, sequence, time) -> {
                if (kind == EventKind.INVOKE && time <= at) {
                    begun.add(sequence);
                }
            });
            List<SequenceRange> known = SequenceSet.of(present).and(begun.set()).first(Integer.MAX_VALUE);
            history.add(new ProbeEvent.ReadBack(known, Optional.of(Duration.ofNanos(at))), history.size() + 1);
            return measure(history);
        }
    }

    private Measurement measure(History history) {
        return new MeasureRecovery(order.stability()).measure(history);
    }

    String json(Measurement measured) {
        var json = new MeasurementJson(ReportLanguage.ENGLISH, order.stability()).of(measured, order.targets());
        var german = new MeasurementText(ReportLanguage.GERMAN, order.stability());
        int next = 0;
        for (Finding finding : measured.findings()) {
            ((ObjectNode) json.path("findings").path(next++)).put("german", german.finding(finding));
        }
        return json.toString();
    }

    private History read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HistoryReader.read(in, CutOffEnd.TOLD);
        }
    }
}
