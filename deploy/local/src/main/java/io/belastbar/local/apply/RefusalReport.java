package io.belastbar.local.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.RefusedInput;
import io.belastbar.local.api.ApiClient;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints a problem as a compiler would: file, line, column, rule, value received. What two services say in the same
 * words is printed once.
 */
public final class RefusalReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final Set<String> said = new HashSet<>();

    public RefusalReport(PrintStream out) {
        this.out = out;
    }

    public void print(String file, String taker, ApiClient.Answer answer) {
        JsonNode problem = answer.body();
        if (problem == null
                || !problem.path("errors").isArray()
                || problem.path("errors").isEmpty()) {
            String detail = problem == null ? "" : ": " + problem.path("detail").asText();
            say("%s: refused by %s with HTTP %d%s".formatted(file, taker, answer.status(), detail));
            return;
        }
        for (JsonNode error : problem.path("errors")) {
            say(line(file, error));
        }
    }

    /** The faults that were found here, as a service's answer would be told. */
    public static List<String> lines(String file, RefusedInput refused) {
        return refused instanceof InvalidInput invalid
                ? invalid.errors().stream()
                        .map(error -> line(file, JSON.valueToTree(error)))
                        .toList()
                : List.of(file + ": " + refused.getMessage());
    }

    private void say(String line) {
        if (said.add(line)) {
            out.println(line);
        }
    }

    static String line(String file, JsonNode error) {
        var line = new StringBuilder(file);
        if (error.hasNonNull("line")) {
            line.append(':').append(error.get("line").asInt());
            line.append(':').append(error.path("column").asInt(1));
        }
        line.append(": ").append(error.path("rule").asText());
        if (error.hasNonNull("received")) {
            line.append(" (received ").append(error.get("received").asText()).append(')');
        }
        if (!error.path("pointer").asText().isEmpty()) {
            line.append(" at ").append(error.get("pointer").asText());
        }
        return line.toString();
    }
}
