package io.belastbar.local.apply;

import io.belastbar.local.api.ApiClient;
import java.io.PrintStream;

/** Says which numbers of a stored document do not go together, as its owner answers. */
final class PlanWarnings {
    private PlanWarnings() {}

    /** Nothing where the answer has no warnings. */
    static void print(String file, ApiClient.Answer receipt, PrintStream out) {
        if (receipt.body() == null) {
            return;
        }
        for (var warning : receipt.body().path("warnings")) {
            String text = warning.path("text").path("english").asText("");
            if (!text.isEmpty()) {
                out.println("%s:%d: warning: %s"
                        .formatted(file, warning.path("at").path("line").asInt(1), text));
            }
        }
    }
}
