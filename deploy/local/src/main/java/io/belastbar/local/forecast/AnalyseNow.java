package io.belastbar.local.forecast;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import java.io.IOException;
import java.time.Duration;

/** Orders an analysis of a system and waits for its end. */
final class AnalyseNow {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long LOOK_MS = 250;

    private final ApiClient api;
    private final String service;

    AnalyseNow(ApiClient api, String service) {
        this.api = api;
        this.service = service;
    }

    /** @throws CommandFailure if it was refused, failed, or took more than ten minutes */
    void of(String system) throws IOException, InterruptedException {
        var ordered = api.post(service, ApiPath.system(system) + "/capacity-analysis", "{}");
        if (!ordered.isSuccess() || ordered.location() == null) {
            throw new CommandFailure(ordered.exitCode(), ordered.sentence("nothing was analysed"));
        }
        System.err.println("Analysing " + system + " …");
        long end = System.nanoTime() + LIMIT.toNanos();
        var state = api.get(service, ordered.location());
        while (state.status() == 202 && System.nanoTime() < end) {
            Thread.sleep(LOOK_MS);
            state = api.get(service, ordered.location());
        }
        if (state.status() != 200) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    state.status() == 202
                            ? "the analysis takes more than 10 minutes; look again: GET " + ordered.location()
                            : state.sentence("the analysis is not known"));
        }
        if (state.body() != null && state.body().path("state").asText().equals("FAILED")) {
            throw new CommandFailure(ExitCodes.ABORTED, "the analysis failed; the log of capacity-service says why");
        }
    }
}
