package io.belastbar.chaos.gameday.alarm;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.target.TargetClient;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sends alarms until they have arrived, for about a day. One that arrives twice is better than one that does not. */
@ApplicationScoped
class AlarmJob implements WorkHandler<AlarmMessage> {
    private static final Logger LOG = Logger.getLogger(AlarmJob.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final int PLACES = 4;
    private static final RetryPolicy ABOUT_A_DAY =
            new RetryPolicy(300, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5)));

    private final Pool pool;
    private final AlarmQueue queue;
    private final AlarmRepository alarms;
    private final TargetClient targets;

    AlarmJob(Pool pool, AlarmQueue queue, AlarmRepository alarms, TargetClient targets) {
        this.pool = pool;
        this.queue = queue;
        this.alarms = alarms;
        this.targets = targets;
    }

    void start(@Observes StartupEvent event, Workers workers) {
        workers.start(queue.work(), WorkTerms.leased(LEASE, ABOUT_A_DAY).places(PLACES), this);
    }

    @Override
    public Outcome handle(HeldWork<AlarmMessage> held) throws InterruptedException {
        AlarmQueue.Item item = AlarmQueue.Item.parse(held.item());
        AlarmMessage message = held.payload();
        try {
            HttpAnswer answer = targets.send(
                    message.target(),
                    message.credentials(),
                    HttpCall.send("POST", message.path(), "application/json", message.body())
                            .within(ANSWER_MAX));
            if (!answer.isSuccess()) {
                return failed(held, message.target() + " answered " + answer.status());
            }
        } catch (IOException | DomainFailure failure) {
            return failed(held, failure.getMessage());
        }
        Await.of(pool.withTransaction(
                transaction -> alarms.delivered(transaction, item.gameDay(), item.position(), held.attempt())
                        .chain(() -> queue.work().finish(transaction, held))));
        return Outcome.DONE;
    }

    @Override
    public void givenUp(HeldWork<AlarmMessage> held, String reason) {
        LOG.errorf("alarm given up: item=%s reason=%s", held.item(), reason);
    }

    private Outcome failed(HeldWork<AlarmMessage> held, String reason) {
        AlarmQueue.Item item = AlarmQueue.Item.parse(held.item());
        Await.of(alarms.failed(item.gameDay(), item.position(), held.attempt(), reason));
        return new Outcome.Later(ABOUT_A_DAY.backOff().afterFailure(held.attempt()), reason);
    }
}
