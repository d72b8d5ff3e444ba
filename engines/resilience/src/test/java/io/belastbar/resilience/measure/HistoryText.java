package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes histories as a test reads them best. */
public final class HistoryText {
    private final StringBuilder lines = new StringBuilder();

    public HistoryText write(long sequence, String event, Object atMs) {
        lines.append("{\"seq\":%d,\"event\":\"%s\",\"atMs\":%s}%n".formatted(sequence, event, atMs));
        return this;
    }

    /** Writes from one to another, begun every so many milliseconds and acknowledged 2 ms later. */
    public HistoryText acknowledged(long from, long to, long firstAtMs, long everyMs) {
        return ended("ACK", from, to, firstAtMs, everyMs);
    }

    public HistoryText ended(String event, long from, long to, long firstAtMs, long everyMs) {
        for (long sequence = from; sequence <= to; sequence++) {
            long at = firstAtMs + (sequence - from) * everyMs;
            write(sequence, "INVOKE", at);
            write(sequence, event, at + 2);
        }
        return this;
    }

    public HistoryText mark(String event, Object atMs) {
        lines.append("{\"event\":\"%s\",\"atMs\":%s}%n".formatted(event, atMs));
        return this;
    }

    public HistoryText readBack(Object atMs, String ranges) {
        lines.append("{\"event\":\"READBACK\",\"atMs\":%s,\"present\":%s}%n".formatted(atMs, ranges));
        return this;
    }

    public HistoryText line(String line) {
        lines.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    public Measurement measured() {
        return measured(Duration.ofSeconds(5));
    }

    public Measurement measured(Duration stability) {
        try (History history = read(lines.toString())) {
            return new MeasureRecovery(stability).measure(history);
        }
    }

    public static History read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), CutOffEnd.REFUSED);
    }

    public static History read(byte[] text, CutOffEnd cutOffEnd) {
        try {
            return HistoryReader.read(new ByteArrayInputStream(text), cutOffEnd);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
