package io.belastbar.loadtest.remote;

import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.scenario.Scenario;
import java.net.URI;
import java.time.Instant;

/**
 * What a remote engine shall run.
 *
 * @param target address of the scenario's registered target
 */
public record RemoteRun(String runId, String system, int scenarioVersion, Scenario scenario, URI target) {

    public RunIdentity identity(Instant startedAt) {
        return new RunIdentity(
                runId, system, scenario.name(), scenarioVersion, scenario.mainTarget(), startedAt, scenario.duration());
    }
}
