package io.belastbar.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Orders three faults, kills somebody, and looks at the servers until ten seconds after the last deadline. */
final class TrialOfFaults {
    private static final int SECONDS = 3;
    private static final Duration ALLOWED = Duration.ofSeconds(10);
    /** Until the door answers again and says the end: the service itself has to start first. */
    private static final Duration TOLD_LIMIT = Duration.ofSeconds(90);

    private static final long LOOK_MS = 250;

    private final KilledPlatform platform;
    private final SampleServers servers;
    /** On a busy machine what is well may be slow. */
    private final SampleServers patient;

    private final FaultDoor door;
    private final Random random;

    TrialOfFaults(KilledPlatform platform, Random random) {
        this.platform = platform;
        this.servers = platform.servers(Duration.ofSeconds(1));
        this.patient = platform.servers(Duration.ofSeconds(5));
        this.door = platform.door();
        this.random = random;
    }

    FaultTrial run(long seed) throws Exception {
        awaitWell();
        Victim victim = Victim.any(random);
        List<OrderedFault> faults = OrderedFault.some(random);
        // Every other one while the orders are under way, the others at any moment until they must have ended.
        long killAfterMs = random.nextBoolean() ? random.nextInt(1_000) : random.nextInt((SECONDS + 2) * 1_000);
        Instant begun = Instant.now();
        long begunNanos = System.nanoTime();
        try (ExecutorService orders = Executors.newVirtualThreadPerTaskExecutor()) {
            var ordered = new ArrayList<Future<FaultDoor.Ordered>>();
            faults.forEach(fault -> ordered.add(orders.submit(() -> door.order(fault, SECONDS))));
            int seen = lookUntil(begunNanos + TimeUnit.MILLISECONDS.toNanos(killAfterMs), ordered);
            platform.kill(victim);
            Set<String> active = new HashSet<>();
            Instant deadline = Instant.now().plusSeconds(SECONDS);
            for (Future<FaultDoor.Ordered> each : ordered) {
                FaultDoor.Ordered answer = each.get();
                if (answer.isActive()) {
                    active.add(answer.id());
                }
                deadline = latest(deadline, answer);
            }
            List<String> wrong = new ArrayList<>();
            long wellAfterMs = lookUntilAllowed(deadline, wrong);
            wrong.addAll(told(begun, active));
            wrong.addAll(away());
            return new FaultTrial(seed, victim, faults, killAfterMs, seen, wrong, wellAfterMs);
        }
    }

    /** An order that was refused breaks nothing; one without an answer was planned before its caller was cut off. */
    private static Instant latest(Instant deadline, FaultDoor.Ordered answer) throws IOException {
        if (answer.status() != 201) {
            return deadline;
        }
        Instant own = answer.deadline();
        return own.isAfter(deadline) ? own : deadline;
    }

    /** How many faults are in force, as was seen last before the moment. */
    private int lookUntil(long moment, List<Future<FaultDoor.Ordered>> ordered) throws Exception {
        int seen = 0;
        while (System.nanoTime() < moment) {
            if (ordered.stream().anyMatch(Future::isDone)) {
                seen = Math.max(seen, servers.broken().size());
            }
            long left = TimeUnit.NANOSECONDS.toMillis(moment - System.nanoTime());
            TimeUnit.MILLISECONDS.sleep(Math.clamp(left, 0, LOOK_MS));
        }
        return seen;
    }

    /** Adds what is in force when no more is allowed; returns when it was over, in milliseconds after the deadline. */
    private long lookUntilAllowed(Instant deadline, List<String> wrong) throws Exception {
        Instant allowed = deadline.plus(ALLOWED);
        long wellAfterMs = -1;
        while (Instant.now().isBefore(allowed)) {
            Instant looked = Instant.now();
            if (!broken(servers).isEmpty()) {
                wellAfterMs = Duration.between(deadline, looked).toMillis();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        broken(patient).stream()
                .filter(line -> !SampleServers.mayBeStarting(line))
                .forEach(wrong::add);
        return wellAfterMs;
    }

    /** What is still away, or silent, when whoever is merely being started has had the time for it. */
    private List<String> away() throws Exception {
        var away = new ArrayList<String>();
        Callable<Boolean> isNobody = () -> {
            away.clear();
            patient.broken().stream().filter(SampleServers::mayBeStarting).forEach(away::add);
            return away.isEmpty();
        };
        try {
            Waiting.until(TOLD_LIMIT, isNobody, () -> "");
        } catch (AssertionError late) {
            // Who is away is told with the trial.
        }
        return away;
    }

    private List<String> broken(SampleServers asked) throws Exception {
        return platform.isStarting() ? asked.brokenOfWhatRuns() : asked.broken();
    }

    private List<String> told(Instant begun, Set<String> active) throws Exception {
        platform.awaitReady();
        List<String> wrong = new ArrayList<>();
        Callable<Boolean> isTold = () -> {
            wrong.clear();
            List<JsonNode> faults = door.since(begun).orElse(null);
            if (faults == null) {
                wrong.add("the door does not answer");
            } else {
                wrong.addAll(FaultDoor.untrue(faults, active));
            }
            return wrong.isEmpty();
        };
        try {
            Waiting.until(TOLD_LIMIT, isTold, () -> "");
        } catch (AssertionError late) {
            // What is wrong is told with the trial.
        }
        return wrong;
    }

    /** The trial before may have left somebody who is just being started again, for the reason that it was killed. */
    private void awaitWell() throws Exception {
        platform.awaitReady();
        Waiting.until(TOLD_LIMIT, () -> patient.broken().isEmpty(), () -> patient.broken() + "\n" + platform.output());
    }
}
