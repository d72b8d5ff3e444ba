package io.belastbar.local.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Says what a new version of a budget promises more strictly, what less, and what no longer. */
public final class BudgetChanges {
    private static final int LINES_MAX = 20;

    private final ApiClient api;
    private final PrintStream out;

    public BudgetChanges(ApiClient api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    /**
     * @param receipt what budget-service answered to the document
     * @return {@code created}, {@code changed} or {@code unchanged}, with who answered so and the version
     */
    public static String word(ApiClient.Answer receipt, String taker) {
        String version = receipt.body() != null && receipt.body().has("version")
                ? ", version " + receipt.body().get("version").asText()
                : "";
        String word = receipt.status() == 201 ? "created" : isChanged(receipt) ? "changed" : "unchanged";
        return word + " by " + taker + version;
    }

    /** Nothing where the document is unchanged, or where it is the first of the system. */
    public void print(String system, ApiClient.Answer receipt) throws IOException, InterruptedException {
        int version =
                receipt.body() == null ? 0 : receipt.body().path("version").asInt();
        if (!isChanged(receipt) || version < 2) {
            return;
        }
        String path = ApiPath.system(system) + "/budget/diff?from=" + (version - 1) + "&to=" + version;
        var answer = api.get("budget", path);
        if (!answer.isSuccess() || answer.body() == null) {
            out.println("  what it changed was not answered: HTTP " + answer.status());
            return;
        }
        var changes = answer.body().path("changes");
        if (changes.isEmpty()) {
            out.println("  every promise is as it was");
        }
        for (int i = 0; i < Math.min(changes.size(), LINES_MAX); i++) {
            out.println("  " + line(changes.get(i)));
        }
        if (changes.size() > LINES_MAX) {
            out.println("  … and " + (changes.size() - LINES_MAX) + " more: GET " + path);
        }
    }

    /** 200 is the answer to a new version as well as to no version. */
    private static boolean isChanged(ApiClient.Answer receipt) {
        return receipt.status() == 201
                || receipt.body() != null && receipt.body().path("changed").asBoolean();
    }

    private static String line(JsonNode change) {
        String kind = change.path("kind").asText().toLowerCase(Locale.ROOT);
        String promise =
                change.path("subject").asText() + ", " + change.path("metric").asText();
        String before = change.path("before").asText("");
        String after = change.path("after").asText("");
        return switch (kind) {
            case "added" -> "added: %s %s".formatted(promise, after);
            case "removed" -> "removed: %s %s".formatted(promise, before);
            default -> "%s: %s %s, was %s".formatted(kind, promise, after, before);
        };
    }
}
