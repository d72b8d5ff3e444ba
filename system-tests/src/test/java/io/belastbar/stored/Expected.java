package io.belastbar.stored;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the version that stored the data answered.
 *
 * @param foreign budget documents in formats that are no YAML of ours, or promises in words
 * @param continued documents of a system that nothing else reads, to be stored again and changed
 */
record Expected(List<Answer> answers, List<Foreign> foreign, List<Continued> continued) {

    /** A topic is a test; {@code facts} of JSON, {@code sha256} of a text, {@code contains} of a page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String topic,
            String service,
            String path,
            String accept,
            JsonNode facts,
            String sha256,
            List<String> contains) {}

    /** {@code objectives}: how many promises the whole budget of the system had. */
    record Foreign(String system, String name, String format, int version, String sha256, int objectives) {}

    record Continued(String service, String path, String contentType, String text, int version) {}

    /** One answer a line. */
    void write(Path file) throws IOException {
        var lines = new StringBuilder("{\"answers\": [\n");
        lines.append(lines(answers)).append("\n], \"foreign\": [\n").append(lines(foreign));
        lines.append("\n], \"continued\": [\n").append(lines(continued)).append("\n]}\n");
        Files.writeString(file, lines);
    }

    private static String lines(List<?> items) throws IOException {
        var lines = new ArrayList<String>();
        for (Object item : items) {
            lines.add(Doors.JSON.writeValueAsString(item));
        }
        return String.join(",\n", lines);
    }

    static Expected read() throws IOException {
        try (var json = StoredTables.resource("expected.json")) {
            return Doors.JSON.readValue(json, Expected.class);
        }
    }
}
