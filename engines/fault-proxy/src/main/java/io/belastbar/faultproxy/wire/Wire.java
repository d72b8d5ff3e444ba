package io.belastbar.faultproxy.wire;

import io.belastbar.faultproxy.spec.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What all relays of a process share. Relays and listeners live in the first loop; connections are spread over all of them,
 * and each stays in its own for life.
 */
public final class Wire implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final int connectionsMax;
    private int connections;
    private int turn;

    /** A loop with the room that its connections have for held bytes. */
    record Lane(Loop loop, Memory memory, RandomGenerator random) {}

    /**
     * @param control where all changes are made
     * @param onBroken told of failures in the other loops that nobody foresaw
     * @param random draws jitter, sizes of slices, and which connections a toxic takes hold of
     * @param bounds connections beyond them are closed as soon as they come
     */
    public Wire(Loop control, Consumer<Throwable> onBroken, RandomGenerator random, Bounds bounds) {
        this.connectionsMax = bounds.connections();
        int count = bounds.loops();
        for (int i = 0; i < count; i++) {
            lanes.add(new Lane(
                    i == 0 ? control : new Loop(onBroken),
                    new Memory(bounds.heldBytes() / count),
                    new SplittableRandom(random.nextLong())));
        }
    }

    /** Where all changes are made. */
    public Loop loop() {
        return lanes.getFirst().loop();
    }

    /** The loop of the next connection, in turns. */
    Lane next() {
        turn = (turn + 1) % lanes.size();
        return lanes.get(turn);
    }

    /** Comes back when all that was asked of the loops before is done; they never wait, so this is soon. */
    void settled() {
        lanes.forEach(lane -> lane.loop().call(() -> null));
    }

    /** @return whether there was room for one more */
    boolean opened() {
        if (connections >= connectionsMax) {
            return false;
        }
        connections++;
        return true;
    }

    void closed() {
        connections--;
    }

    /** Ends the loops but the first, which its maker ends. */
    @Override
    public void close() {
        lanes.stream().skip(1).forEach(lane -> lane.loop().close());
    }
}
