package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.result.ErrorClass;
import io.belastbar.loadtest.result.LoadMeasurement;
import io.belastbar.loadtest.scenario.RequestStep;
import io.belastbar.loadtest.scenario.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The virtual users of one thread: when they come, what they send, what was measured.
 *
 * <p>Every start has an <em>intended</em> instant that does not depend on how busy the generator is: the instant that
 * the ramp plans for a user's first request, the completion of the previous answer, or that completion plus think
 * time. Response time counts from there (no coordinated omission by the generator), service time from the send. How
 * late the lane itself was is measured on every planned start and on a beat each ten milliseconds, missed beats
 * included.
 */
public final class Lane {

    private static final long BEAT_NANOS = 10_000_000L;

    private final Scenario scenario;
    private final UserRamp ramp;
    private final LaneClock clock;
    private final Transport transport;
    private final RateCap cap;
    private final List<VirtualUser> users = new ArrayList<>();
    private final Map<String, EndpointRecorder> recorders = new LinkedHashMap<>();
    private final Histogram latenessMicros = new Histogram(EndpointRecorder.SIGNIFICANT_DIGITS);
    private Histogram intervalMicros = new Histogram(EndpointRecorder.SIGNIFICANT_DIGITS);
    private long origin;
    private long lastAnswer;
    private long absences;
    private long requests;
    private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
    private long throttled;
    private int inFlight;
    private boolean stopped;

    /** A lane takes every {@code share.of}-th user and that part of the cap on the request rate. */
    public Lane(Scenario scenario, LaneShare share, LaneClock clock, Transport transport) {
        this.scenario = scenario;
        this.ramp = new UserRamp(scenario.stages());
        this.clock = clock;
        this.transport = transport;
        this.cap = new RateCap(share.maxRequestsPerSecond() / share.of());
        for (RequestStep step : scenario.requests()) {
            recorders.computeIfAbsent(step.endpoint(), endpoint -> new EndpointRecorder(endpoint, step.tag()));
        }
        for (int number = 1 + share.index(); number <= scenario.maxVirtualUsers(); number += share.of()) {
            users.add(new VirtualUser(number, this));
        }
    }

    /** Plans every user's arrival; {@code originNanos} on the lane's clock is the start of the first stage. */
    public void start(long originNanos) {
        origin = originNanos;
        lastAnswer = originNanos;
        users.forEach(user -> user.awaitTurn(0));
        beat(originNanos);
    }

    /** Starts nothing new and forgets what is in flight; an answer that still comes is not counted. */
    public void stop() {
        stopped = true;
    }

    /** Takes the interval's histogram away and begins a new one. */
    public LaneProgress progress() {
        Histogram interval = intervalMicros;
        intervalMicros = new Histogram(EndpointRecorder.SIGNIFICANT_DIGITS);
        int active = (int) users.stream().filter(VirtualUser::active).count();
        long lateness = latenessMicros.getTotalCount() == 0 ? 0 : latenessMicros.getValueAtPercentile(99);
        return new LaneProgress(
                active, inFlight, requests, Map.copyOf(errors), lastAnswer, absences, lateness, interval);
    }

    /** All that was measured so far, as a copy. */
    public LoadMeasurement measurement() {
        return new LoadMeasurement(
                origin,
                clock.nanos(),
                throttled,
                latenessMicros.copy(),
                recorders.values().stream().map(EndpointRecorder::measurement).toList());
    }

    Scenario scenario() {
        return scenario;
    }

    boolean stopped() {
        return stopped;
    }

    /** Judged at the intended instant: a late generator still sends what was planned. */
    boolean wants(int user, long intended) {
        return !stopped && ramp.wants(user, intended - origin);
    }

    /** Runs the action when the user is wanted next, with that instant; never, if the user is not. */
    void whenWanted(int user, long offset, Planned action) {
        ramp.firstWanted(user, offset).ifPresent(wanted -> plan(origin + wanted, () -> action.begin(origin + wanted)));
    }

    long offsetOf(long nanos) {
        return nanos - origin;
    }

    long now() {
        return clock.nanos();
    }

    void plan(long at, Runnable action) {
        clock.at(at, () -> {
            late(clock.nanos() - at);
            action.run();
        });
    }

    EndpointRecorder recorder(RequestStep step) {
        return recorders.get(step.endpoint());
    }

    /** Sends now, or as soon as the cap allows; the intended instant stays what it was. */
    void send(RequestStep step, Map<String, String> variables, Arrival arrival) {
        long now = clock.nanos();
        long allowed = cap.reserve(now);
        inFlight++;
        if (allowed > now) {
            throttled++;
            clock.at(allowed, () -> transmit(step, variables, arrival));
        } else {
            transmit(step, variables, arrival);
        }
    }

    private void transmit(RequestStep step, Map<String, String> variables, Arrival arrival) {
        if (stopped) {
            return;
        }
        long sent = clock.nanos();
        transport.send(step.render(variables), exchange -> {
            inFlight--;
            if (!stopped) {
                arrival.arrived(exchange, sent, clock.nanos());
            }
        });
    }

    void finished(long intended, long done, ErrorClass error) {
        requests++;
        intervalMicros.recordValue(Math.max(0, done - intended) / 1_000);
        if (error != null) {
            errors.merge(error, 1L, Long::sum);
        }
        if (error != null && error.targetAbsent()) {
            absences++;
        } else if (error != ErrorClass.TIMEOUT) {
            absences = 0;
            lastAnswer = done;
        }
    }

    private void beat(long planned) {
        clock.at(planned, () -> {
            long now = clock.nanos();
            long next = planned;
            for (; next <= now; next += BEAT_NANOS) {
                late(now - next);
            }
            if (!stopped && offsetOf(next) < ramp.endNanos()) {
                beat(next);
            }
        });
    }

    private void late(long nanos) {
        latenessMicros.recordValue(Math.max(0, nanos) / 1_000);
    }

    /** What happens at a planned instant. */
    interface Planned {
        void begin(long intended);
    }

    /** What happens when a request has ended. */
    interface Arrival {
        void arrived(Exchange exchange, long sent, long done);
    }
}
