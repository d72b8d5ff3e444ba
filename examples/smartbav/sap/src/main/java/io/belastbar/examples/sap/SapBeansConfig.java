package io.belastbar.examples.sap;

import io.belastbar.examples.behaviour.Behaviour;
import io.belastbar.examples.behaviour.DeadManSwitch;
import io.belastbar.examples.sap.posting.Journal;
import io.belastbar.examples.sap.posting.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Hands the pure classes what they cannot get themselves: time, chance, files and configuration. */
@ApplicationScoped
class SapBeansConfig {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    RandomGenerator random(SapConfig config) {
        return config.seed().isPresent() ? new Random(config.seed().getAsLong()) : new Random();
    }

    @Produces
    @Singleton
    DeadManSwitch deadManSwitch(SapConfig config) {
        return new DeadManSwitch(new Behaviour(config.latencyMs(), config.latencyJitterMs(), 0, 0));
    }

    @Produces
    @Singleton
    Ledger ledger(SapConfig config) throws IOException {
        return config.journal().isPresent()
                ? new Ledger(config.postingsMax(), Journal.open(config.journal().get()))
                : new Ledger(config.postingsMax(), Journal.none());
    }
}
