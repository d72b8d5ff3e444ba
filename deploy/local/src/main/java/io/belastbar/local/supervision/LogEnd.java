package io.belastbar.local.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a child's log for a reader: sentences, neither JSON nor frames of a stack. */
public final class LogEnd {
    private static final int LINES = 12;
    private static final int LINE_CHARACTERS = 400;
    private static final int BYTES = 1 << 18;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogEnd() {}

    /**
     * Each line is indented; a log that cannot be read is named as such.
     *
     * @param begin bytes of the log that an earlier life of the child wrote; none of them is shown
     */
    public static String of(Path log, long begin) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            // One that is shorter now was made anew.
            long first = begin > file.length() ? 0 : begin;
            long from = Math.max(first, file.length() - BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return sentences(from == first ? text : text.substring(text.indexOf('\n') + 1));
        } catch (IOException e) {
            return "  (it cannot be read: " + e.getMessage() + ")";
        }
    }

    static String sentences(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.matches("\\s+(at .*|\\.\\.\\. \\d+ (more|common).*)"))
                .map(LogEnd::sentence)
                .map(line -> line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) + "…" : line)
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> "  " + line)
                .collect(Collectors.joining("\n"));
    }

    private static String sentence(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = JSON.readTree(line);
            String said = "%s %s %s"
                    .formatted(
                            entry.path("timestamp").asText().replaceFirst("^.*T([0-9:]{8}).*$", "$1"),
                            entry.path("level").asText(),
                            entry.path("message").asText().lines().findFirst().orElse(""));
            JsonNode root = rootCause(entry.path("exception"));
            return root.isMissingNode()
                    ? said
                    : said + " (" + root.path("exceptionType").asText() + ": "
                            + root.path("message").asText().lines().findFirst().orElse("") + ")";
        } catch (JsonProcessingException cutOff) {
            return line;
        }
    }

    private static JsonNode rootCause(JsonNode exception) {
        JsonNode cause = exception;
        while (cause.path("causedBy").has("exception")) {
            cause = cause.path("causedBy").path("exception");
        }
        return cause;
    }
}
