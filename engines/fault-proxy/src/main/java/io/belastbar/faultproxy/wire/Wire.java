package io.belastbar.faultproxy.wire;

import java.util.random.RandomGenerator;

/** What all relays of a process share: the loop, the room for held bytes, and the number of connections. */
public final class Wire {
    private final Loop loop;
    private final Memory memory;
    private final RandomGenerator random;
    private final int connectionsMax;
    private int connections;

    /**
     * @param random draws jitter, sizes of slices, and which connections a toxic takes hold of
     * @param connectionsMax open at a time; more are closed as soon as they come
     * @param heldBytesMax that all connections hold together
     */
    public Wire(Loop loop, RandomGenerator random, int connectionsMax, long heldBytesMax) {
        this.loop = loop;
        this.random = random;
        this.connectionsMax = connectionsMax;
        this.memory = new Memory(heldBytesMax);
    }

    public Loop loop() {
        return loop;
    }

    Memory memory() {
        return memory;
    }

    RandomGenerator random() {
        return random;
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
}
