package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.fault.Fault;
import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.web.progress.ProgressLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A game day that this process runs: what it hears, what it tells, and its clock, which nobody sets. */
final class ActiveGameDay {
    private final UUID id;
    private final String system;
    private final String startedBy;
    private final Runbook runbook;
    private final double timeScale;
    private final Instant beganAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long beganNanos = System.nanoTime();
    private final BlockingQueue<Happening> inbox = new LinkedBlockingQueue<>();
    private final ProgressLog<GameDayEvent> log = new ProgressLog<>();
    private final Map<UUID, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> loads = new CopyOnWriteArrayList<>();
    private volatile String measured;
    private volatile Instant since = beganAt;
    private volatile UUID lastFault;

    ActiveGameDay(GameDay day, Runbook runbook) {
        this.id = day.id();
        this.system = day.system();
        this.startedBy = day.startedBy();
        this.runbook = runbook;
        this.timeScale = day.script().timeScale();
        loads.addAll(day.loads());
    }

    UUID id() {
        return id;
    }

    String system() {
        return system;
    }

    String startedBy() {
        return startedBy;
    }

    Runbook runbook() {
        return runbook;
    }

    ProgressLog<GameDayEvent> log() {
        return log;
    }

    /** The wall's clock when this began, and from there a clock that only goes forward. */
    Instant now() {
        return beganAt.plusNanos(System.nanoTime() - beganNanos).truncatedTo(ChronoUnit.MICROS);
    }

    void tell(Happening happening) {
        inbox.add(happening);
    }

    /** What happened; time passing, if nothing did. */
    Happening next(Duration max) throws InterruptedException {
        Happening heard = inbox.poll(max.toMillis(), TimeUnit.MILLISECONDS);
        return heard == null ? new Happening.Clock() : heard;
    }

    /** The same for every instance, so that what one injected the next takes back. */
    UUID faultOf(String step) {
        return UUID.nameUUIDFromBytes((id + "/" + step).getBytes(StandardCharsets.UTF_8));
    }

    void injected(Fault fault) {
        faults.put(fault.id(), fault);
        lastFault = fault.id();
        since = now();
    }

    Optional<Fault> fault(UUID fault) {
        return Optional.ofNullable(faults.get(fault));
    }

    Optional<UUID> lastFault() {
        return Optional.ofNullable(lastFault);
    }

    Instant since() {
        return since;
    }

    /** What its probe measured, from now on; it is stored with what is told of it. */
    void measured(String result) {
        measured = result;
    }

    /** Empty while nothing is measured. */
    Optional<String> measured() {
        return Optional.ofNullable(measured);
    }

    /** A time that a rehearsal shortens. */
    Duration scaled(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() * timeScale));
    }

    void started(String load) {
        loads.add(load);
    }

    List<String> loads() {
        return List.copyOf(loads);
    }
}
