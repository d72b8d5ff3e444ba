package io.belastbar.local.control;

import io.belastbar.local.control.fault.FaultAction;
import io.belastbar.local.control.fault.FaultBook.Answer;
import io.belastbar.local.control.fault.FaultBook.InForce;
import io.belastbar.local.control.fault.FaultOrder;
import io.belastbar.local.control.fault.FaultRegister;
import io.belastbar.local.control.fault.Refusal;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Breaks and mends the children of the sample system. A fault stands in the file before anything is done; its end, asked
 * for or by itself, is brought about by {@link Mending}.
 */
public final class ControlDesk {
    private final Map<String, Breakable> children = new LinkedHashMap<>();
    private final PlatformsOwn platformsOwn;
    private final Supervisor supervisor;
    private final Databases databases;
    private final FaultRegister faults;
    private final Mending mending;
    private final Reseedings reseedings = new Reseedings();

    /**
     * @param platformsOwn names of the children that nobody may break: the loss of the platform itself is no exercise
     * @param file where an earlier launcher kept its faults, which have ended with it
     * @throws IOException when it cannot be read
     */
    public ControlDesk(
            List<Breakable> children, Set<String> platformsOwn, Supervisor supervisor, Databases databases, Path file)
            throws IOException {
        children.forEach(child -> this.children.put(child.name(), child));
        this.platformsOwn = new PlatformsOwn(platformsOwn);
        this.supervisor = supervisor;
        this.databases = databases;
        this.faults = new FaultRegister(file);
        this.mending = new Mending(this.children, supervisor, databases, faults);
    }

    /** From now on faults end by themselves. */
    public void open() {
        mending.open();
    }

    /** No fault begins any more, and nothing stands still. */
    public void close() throws InterruptedException {
        mending.close();
        for (Breakable child : children.values()) {
            child.turn().lockInterruptibly();
            try {
                if (faults.at(child.name())
                        .map(InForce::action)
                        .filter(FaultAction.FREEZE::equals)
                        .isPresent()) {
                    child.standstill().resume();
                }
            } finally {
                child.turn().unlock();
            }
        }
        databases.stopAlone();
    }

    List<ChildView> children() {
        return children.values().stream().map(this::view).toList();
    }

    ChildView child(String name) throws Refusal {
        return view(find(name));
    }

    ChildView inject(String name, FaultOrder order) throws Refusal, InterruptedException {
        Breakable child = find(name);
        if (databases.isSuperseded(name)) {
            throw Refusal.conflict(name + " is held since the other was promoted, and does not run: re-seed it first");
        }
        switch (faults.put(name, order)) {
            case Answer.Refused refused -> throw Refusal.conflict(name + ": " + refused.why());
            case Answer.Done done -> {}
            case Answer.Inject inject -> inTurn(child, () -> act(child, inject.fault()));
        }
        return view(child);
    }

    /** Returns when the child is well, or refuses with what is still missing; it goes on all the same. */
    ChildView takeBack(String name, String token, Duration patience) throws Refusal, InterruptedException {
        Breakable child = find(name);
        if (!FaultOrder.TOKEN.matcher(token).matches()) {
            throw Refusal.invalid(Map.of("token", "should be the fault's: was \"" + token + "\""));
        }
        faults.takeBack(name, token);
        mending.awaitWell(child, token, patience);
        return view(child);
    }

    /** The same at every child. */
    List<ChildView> release(String token, Duration patience) throws Refusal, InterruptedException {
        List<Breakable> where =
                faults.takeBackEverywhere(token).stream().map(children::get).toList();
        for (Breakable child : where) {
            mending.awaitWell(child, token, patience);
        }
        return where.stream().map(this::view).toList();
    }

    /** Mends by hand: whatever fault is in force there ends. */
    ChildView start(String name, Duration patience) throws Refusal, InterruptedException {
        Breakable child = find(name);
        if (databases.isSuperseded(name)) {
            throw Refusal.conflict(name + " is not started beside the primary that was promoted: re-seed it");
        }
        return mended(child, patience);
    }

    /**
     * Makes a superseded database a standby on a fresh copy; a fault there ends. Who is told "not yet" asks again.
     */
    ChildView reseed(String name, Duration patience) throws Refusal, InterruptedException {
        Breakable child = findDatabase(name);
        reseedings.ask(name, databases.role(name).orElse(""));
        ChildView well = mended(child, patience);
        reseedings.end(name);
        return well;
    }

    ChildView promote(String name, boolean fence) throws Refusal, IOException, SQLException, InterruptedException {
        Breakable child = findDatabase(name);
        child.turn().lockInterruptibly();
        try {
            Optional<InForce> fault = faults.at(name);
            if (fault.isPresent()) {
                throw Refusal.conflict("%s cannot be promoted: fault %s is in force there"
                        .formatted(name, fault.get().token()));
            }
            databases.promote(name, fence);
            reseedings.end(name);
        } finally {
            child.turn().unlock();
        }
        return view(child);
    }

    ChildView startAlone(String name, Duration limit) throws Refusal, IOException, InterruptedException {
        Breakable child = findDatabase(name);
        child.turn().lockInterruptibly();
        try {
            databases.startAlone(name, limit);
        } finally {
            child.turn().unlock();
        }
        return view(child);
    }

    ChildView stopAlone(String name) throws Refusal, InterruptedException {
        Breakable child = findDatabase(name);
        inTurn(child, databases::stopAlone);
        return view(child);
    }

    Databases.Replication replicate(boolean synchronous) throws Refusal, IOException, SQLException {
        databases.replicate(synchronous);
        return databases.replication();
    }

    Databases.Replication replication() {
        return databases.replication();
    }

    private ChildView mended(Breakable child, Duration patience) throws Refusal, InterruptedException {
        Optional<InForce> fault = faults.at(child.name());
        if (fault.isPresent()) {
            return takeBack(child.name(), fault.get().token(), patience);
        }
        supervisor.release(child.name());
        mending.awaitWell(child, "", patience);
        return view(child);
    }

    private void act(Breakable child, InForce fault) throws Refusal, InterruptedException {
        if (mending.isClosed() || faults.at(child.name()).filter(fault::equals).isEmpty()) {
            throw Refusal.conflict("%s: fault %s was taken back meanwhile".formatted(child.name(), fault.token()));
        }
        if (fault.action() == FaultAction.FREEZE && !child.child().isAlive()) {
            faults.takeBack(child.name(), fault.token());
            throw Refusal.conflict(child.name() + " does not run: what has ended cannot stand still");
        }
        supervisor.hold(child.name(), "fault " + fault.token());
        try {
            switch (fault.action()) {
                case STOP -> child.child().stop();
                case KILL -> child.child().kill();
                case FREEZE -> child.standstill().pause();
                case HOLD -> {}
            }
        } catch (RuntimeException failed) {
            faults.takeBack(child.name(), fault.token());
            throw Refusal.notYet("%s could not be done to %s, and is undone: %s"
                    .formatted(fault.action().word(), child.name(), failed.getMessage()));
        }
    }

    private interface Change {
        void run() throws Refusal, InterruptedException;
    }

    private static void inTurn(Breakable child, Change change) throws Refusal, InterruptedException {
        child.turn().lockInterruptibly();
        try {
            change.run();
        } finally {
            child.turn().unlock();
        }
    }

    private Breakable find(String name) throws Refusal {
        Breakable child = children.get(name);
        Optional<String> forbidden = platformsOwn.of(name);
        if (child == null && forbidden.isPresent()) {
            throw Refusal.forbidden(
                    forbidden.get() + " is the platform's own, which nobody may break; the sample's are "
                            + String.join(", ", children.keySet()));
        }
        if (child == null) {
            throw Refusal.unknown("no such child; there are " + String.join(", ", children.keySet()));
        }
        return child;
    }

    private Breakable findDatabase(String name) throws Refusal {
        Breakable child = find(name);
        if (databases.role(name).isEmpty()) {
            throw Refusal.conflict(name + " is no database of a pair");
        }
        return child;
    }

    private ChildView view(Breakable child) {
        return ChildView.of(
                child, databases, supervisor.state(child.name()), faults.at(child.name()), faults.lastAt(child.name()));
    }
}
