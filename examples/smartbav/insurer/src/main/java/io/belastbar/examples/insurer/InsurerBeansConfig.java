package io.belastbar.examples.insurer;

import io.belastbar.examples.behaviour.Behaviour;
import io.belastbar.examples.behaviour.DeadManSwitch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Hands the pure classes what they cannot get themselves: time, chance and configuration. */
@ApplicationScoped
class InsurerBeansConfig {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    RandomGenerator random(InsurerConfig config) {
        return config.seed().isPresent() ? new Random(config.seed().getAsLong()) : new Random();
    }

    @Produces
    @Singleton
    DeadManSwitch deadManSwitch(InsurerConfig config) {
        return new DeadManSwitch(new Behaviour(config.latencyMs(), config.latencyJitterMs(), 0, 0));
    }
}
