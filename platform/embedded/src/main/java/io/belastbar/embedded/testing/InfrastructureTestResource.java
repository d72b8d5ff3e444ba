package io.belastbar.embedded.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives every Quarkus test of a module the settings of {@link TestInfrastructure}; found through ServiceLoader. */
public final class InfrastructureTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return TestInfrastructure.settings();
    }

    @Override
    public void stop() {
        // The servers serve the next test class too; they end with the JVM.
    }
}
