package io.belastbar.chaos.measure.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Where a journal ends that somebody has written before.
 *
 * @param whole how many bytes of it are whole lines
 * @param at of the last event, in nanoseconds; 0 if there is none
 * @param time of the last event by the wall; null if there is none
 */
record JournalEnd(long whole, long at, Instant time) {
    /** Of its end; a line of a probe is shorter, but for the last one of a reading. */
    private static final int READ_MAX = 64 * 1024;

    static JournalEnd of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new JournalEnd(0, 0, null);
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - READ_MAX);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            JsonNode last = lastLine(text.substring(0, end));
            return new JournalEnd(
                    end == 0 && from > 0 ? in.length() : from + end,
                    Math.max(nanos(last.path("atMs")), nanos(last.path("notedMs"))),
                    time(last.path("time").asText()));
        }
    }

    private static long nanos(JsonNode millis) {
        return millis.decimalValue().movePointRight(6).longValue();
    }

    private static JsonNode lastLine(String lines) {
        var json = new ObjectMapper();
        String last = lines.strip().substring(lines.strip().lastIndexOf('\n') + 1);
        try {
            return json.readTree(last);
        } catch (IOException notOurs) {
            return json.createObjectNode();
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    void dropWhatIsCutOff(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > whole) {
            try (var out = new RandomAccessFile(file.toFile(), "rw")) {
                out.setLength(whole);
            }
        }
    }

    /** How long nobody wrote, by the wall: nothing else tells across two processes. Never less than nothing. */
    long nanosUntil(Instant now) {
        return time == null ? 0 : Math.max(0, Duration.between(time, now).toNanos());
    }
}
