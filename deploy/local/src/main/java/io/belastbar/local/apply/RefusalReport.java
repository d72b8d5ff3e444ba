package io.belastbar.local.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.api.ApiClient;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Prints a problem as a compiler would: file, line, column, rule, value received. What two services say in the same
 * words is printed once.
 */
public final class RefusalReport {
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
        if (error.hasNonNull("pointer")) {
            line.append(" at ").append(error.get("pointer").asText());
        }
        return line.toString();
    }
}
