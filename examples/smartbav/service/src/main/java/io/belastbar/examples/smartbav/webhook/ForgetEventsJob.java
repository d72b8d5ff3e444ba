package io.belastbar.examples.smartbav.webhook;

import io.belastbar.examples.smartbav.problem.Failure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets events that the insurer will not send again. */
@ApplicationScoped
class ForgetEventsJob {
    private static final Logger LOG = Logger.getLogger(ForgetEventsJob.class);
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final EventRepository events;
    private volatile Thread thread;

    ForgetEventsJob(EventRepository events) {
        this.events = events;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("forget-events").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(EVERY);
                forget();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Forgetting events stopped");
        }
    }

    private void forget() {
        try {
            int gone = events.forgetOlderThan(REMEMBERED).await().atMost(LONGEST);
            LOG.debugf("Events forgotten count=%d", gone);
        } catch (Failure.Unavailable nextTime) {
            LOG.warnf("Events not forgotten now reason=%s", nextTime.getMessage());
        }
    }
}
