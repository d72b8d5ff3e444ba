package io.belastbar.resilience.measure.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a history: a JSON object a line, in UTF-8. What else a line says is passed over, blank lines are no events; a
 * line that cannot be read, or an event that is not known, ends the reading with its number.
 */
public final class HistoryReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNumberLength(100)
                    .build())
            .build();

    /** What to do about a last line that ends in the middle. */
    public enum CutOffEnd {
        /** It cannot be read, like any other. */
        REFUSED,
        /** It is left out and told: whoever wrote the file was interrupted. */
        TOLD
    }

    private HistoryReader() {}

    /**
     * Reads to the end; whoever calls closes both.
     *
     * @throws UnreadableHistory if a line cannot be read
     */
    public static History read(InputStream in, CutOffEnd cutOffEnd) throws IOException {
        var history = new History();
        try {
            var lines = new HistoryLines(in);
            while (lines.next()) {
                if (!lines.isBlank()) {
                    take(lines, history, cutOffEnd);
                }
            }
            return history;
        } catch (IOException | RuntimeException failure) {
            history.close();
            throw failure;
        }
    }

    private static void take(HistoryLines lines, History history, CutOffEnd cutOffEnd) throws IOException {
        try (JsonParser json = JSON.createParser(lines.bytes(), 0, lines.length())) {
            var line = new HistoryLine(json);
            ProbeEvent event = line.event();
            history.add(event, lines.number(), line.noted());
        } catch (JsonEOFException cut) {
            if (lines.isEnded()) {
                throw new UnreadableHistory(lines.number(), "should be a whole JSON object: it ends in the middle");
            }
            if (cutOffEnd == CutOffEnd.REFUSED) {
                throw new UnreadableHistory(
                        lines.number(), "the file ends in the middle of the line: whoever wrote it was interrupted");
            }
            history.cutOff(lines.number());
        } catch (JsonProcessingException broken) {
            if (!lines.isEnded() && cutOffEnd == CutOffEnd.TOLD) {
                history.cutOff(lines.number());
                return;
            }
            throw new UnreadableHistory(lines.number(), "should be one JSON object: " + broken.getOriginalMessage());
        } catch (InvalidLine | IllegalStateException refused) {
            throw new UnreadableHistory(lines.number(), refused.getMessage());
        }
    }
}
