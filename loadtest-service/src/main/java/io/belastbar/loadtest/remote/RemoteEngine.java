package io.belastbar.loadtest.remote;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.scenario.Scenario.EngineKind;

/** Somebody else who makes the load for us. */
public interface RemoteEngine {

    EngineKind kind();

    /**
     * Makes the whole load and reads back what was measured. Blocking, for a thread of its own; when it returns or
     * fails, the other side makes no load for this run any more, as far as it can be told so.
     *
     * @param progress is asked about every second whether to go on
     * @return what was measured, also of a run that was cancelled, as far as the other side tells it
     * @throws RemoteEngineFailure if there is no measurement
     */
    RunResult run(RemoteRun run, RemoteProgress progress) throws RemoteEngineFailure;
}
