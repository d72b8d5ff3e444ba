package io.belastbar.load.engine;

import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.scenario.RenderedRequest;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Step.SendStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A target in virtual time, behind so many connections: answers at the instant that a function of the send says. */
final class SimulatedDriver implements Driver {

    /** When it answers what, and how. */
    interface Target {
        Answer to(RenderedRequest request, long sentNanos);
    }

    /** The exchange is asked for when the answer is there. */
    record Answer(long atNanos, Supplier<Exchange> exchange) {}

    private record Waiting(RenderedRequest request, Reply reply, long sinceNanos) {}

    private final VirtualClock clock;
    private int connections;
    private final Target target;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    final List<RenderedRequest> sent = new ArrayList<>();
    final List<Long> sentAtNanos = new ArrayList<>();
    private int busy;
    private int waitingMax;
    private long starved;

    SimulatedDriver(VirtualClock clock, int connections, Target target) {
        this.clock = clock;
        this.connections = connections;
        this.target = target;
    }

    @Override
    public void open(Runnable ready) {
        ready.run();
    }

    @Override
    public void connections(int planned) {
        connections = planned;
        while (busy < connections && !waiting.isEmpty()) {
            next();
        }
    }

    @Override
    public PreparedStep prepare(SendStep step) {
        return (variables, reply) -> {
            waiting.add(new Waiting(RenderedRequest.of((RequestStep) step, variables::get), reply, clock.nanos()));
            next();
            waitingMax = Math.max(waitingMax, waiting.size());
        };
    }

    private void next() {
        if (busy >= connections || waiting.isEmpty()) {
            return;
        }
        Waiting first = waiting.poll();
        busy++;
        starved += clock.nanos() - first.sinceNanos() > STARVED_NANOS ? 1 : 0;
        sent.add(first.request());
        sentAtNanos.add(clock.nanos());
        first.reply().sent(clock.nanos());
        Answer answer = target.to(first.request(), clock.nanos());
        clock.at(answer.atNanos(), () -> {
            busy--;
            first.reply().ended(answer.exchange().get(), 10, 100);
            next();
        });
    }

    @Override
    public DriverHealth health() {
        int most = waitingMax;
        waitingMax = waiting.size();
        return new DriverHealth(connections, busy, waiting.size(), most, starved);
    }

    @Override
    public boolean waits() {
        return !waiting.isEmpty();
    }

    @Override
    public void close() {}
}
