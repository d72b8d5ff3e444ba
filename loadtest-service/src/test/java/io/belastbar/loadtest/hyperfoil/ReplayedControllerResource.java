package io.belastbar.loadtest.hyperfoil;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Gives the service under test a Hyperfoil controller that replays a recorded run. */
public final class ReplayedControllerResource implements QuarkusTestResourceLifecycleManager {

    private ReplayedController controller;

    @Override
    public Map<String, String> start() {
        try {
            controller = new ReplayedController(3);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        return Map.of("belastbar.loadtest.hyperfoil.url", controller.uri().toString());
    }

    @Override
    public void stop() {
        if (controller != null) {
            controller.close();
        }
    }
}
