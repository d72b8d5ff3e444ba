package io.belastbar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints where the time of a run's endpoints went, as a tree. */
final class CauseTreeText {
    private static final int NAME_WIDTH = 66;

    private final PrintStream out;
    private final ReportLanguage language;

    CauseTreeText(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    /** @param causes as profiling-service answers them; null if it does not know them */
    void print(JsonNode causes) {
        out.printf("%n%s%n", language.say("Where the time goes", "Wohin die Zeit geht"));
        if (causes == null) {
            out.println(language.say("  not known in time", "  nicht rechtzeitig bekannt"));
            return;
        }
        causes.path("endpoints").forEach(this::endpoint);
    }

    private void endpoint(JsonNode endpoint) {
        double whole = endpoint.path("meanMs").asDouble();
        row("  ", endpoint.path("endpoint").asText(), whole, whole, "");
        List<Runnable> rows = new ArrayList<>();
        List<JsonNode> parts = new ArrayList<>();
        endpoint.path("parts").forEach(parts::add);
        double rest = endpoint.path("notAttributedMs").asDouble();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1 && rest <= 0;
            JsonNode part = parts.get(i);
            rows.add(() -> part(part, "  ", last, whole));
        }
        if (rest > 0) {
            rows.add(() -> row("  └─ ", language.say("not attributed", "nicht zugeordnet"), rest, whole, ""));
        }
        rows.forEach(Runnable::run);
    }

    private void part(JsonNode part, String indent, boolean last, double whole) {
        List<String> findings = new ArrayList<>();
        part.path("findings").forEach(number -> findings.add(number.asText()));
        String name = kind(part.path("kind").asText())
                + (part.hasNonNull("name") ? part.get("name").asText() : "");
        Double ms = part.hasNonNull("ms") ? part.get("ms").asDouble() : null;
        row(indent + (last ? "└─ " : "├─ "), name, ms, whole, String.join(", ", findings));
        List<JsonNode> children = new ArrayList<>();
        part.path("parts").forEach(children::add);
        for (int i = 0; i < children.size(); i++) {
            part(children.get(i), indent + (last ? "   " : "│  "), i == children.size() - 1, whole);
        }
    }

    private void row(String indent, String name, Double ms, double whole, String findings) {
        String text = indent + name;
        String shortened = text.length() <= NAME_WIDTH ? text : text.substring(0, NAME_WIDTH - 1) + "…";
        String figures = ms == null
                ? ""
                : String.format(Locale.ROOT, "%10.2f ms %5.0f %%", ms, whole <= 0 ? 0 : 100 * ms / whole);
        out.println(String.format("%-" + NAME_WIDTH + "s %s  %s", shortened, figures, findings)
                .stripTrailing());
    }

    private String kind(String kind) {
        return switch (kind) {
            case "STATEMENT" -> "";
            case "SEQUENTIAL_SCAN" -> language.say("sequential scan of ", "Sequential Scan von ");
            case "INDEX_SCAN" -> language.say("whole index read of ", "ganzer Index gelesen von ");
            case "PLAN_NODE" -> "";
            case "ROW_LEVEL_SECURITY" -> "row-level security";
            case "DEPENDENCY" -> language.say("not optimisable here: ", "hier nicht optimierbar: ");
            case "APPLICATION" ->
                language.say(
                        "the service itself (code, serialisation, waiting for a connection)",
                        "der Dienst selbst (Code, Serialisierung, Warten auf eine Verbindung)");
            case "NETWORK" -> language.say("network, and waiting in front", "Netzwerk, und Warten davor");
            default -> kind.toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
        };
    }
}
