package io.belastbar.loadtest.remote;

import io.belastbar.load.scenario.Scenario.EngineKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/** Finds the engine that a scenario asks for. */
@ApplicationScoped
public class RemoteEngineRegistry {

    private final Instance<RemoteEngine> engines;

    RemoteEngineRegistry(@Any Instance<RemoteEngine> engines) {
        this.engines = engines;
    }

    /** @throws IllegalArgumentException for {@link EngineKind#BELASTBAR}, which is no remote one */
    public RemoteEngine require(EngineKind kind) {
        return engines.stream()
                .filter(engine -> engine.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no remote engine is called " + kind));
    }
}
