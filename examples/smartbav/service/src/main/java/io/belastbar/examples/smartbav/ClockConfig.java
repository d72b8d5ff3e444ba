package io.belastbar.examples.smartbav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Hands out the time, so that tests can hand out another. */
@ApplicationScoped
class ClockConfig {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
