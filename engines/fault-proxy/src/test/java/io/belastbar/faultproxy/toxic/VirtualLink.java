package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.Chain;
import io.belastbar.faultproxy.chain.Item;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One direction of a connection in virtual time: what came out, and when. */
final class VirtualLink {
    static final long MS = 1_000_000;

    /** @param atMs when these bytes came out */
    record Arrival(double atMs, int length) {}

    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    final List<Arrival> arrivals = new ArrayList<>();
    final List<Item.How> ends = new ArrayList<>();
    final Map<String, Toxic> toxics = new LinkedHashMap<>();
    private final Random random;
    private final Chain chain = new Chain(this::out);
    private long now;
    private double endedAtMs = Double.NaN;

    VirtualLink(long seed) {
        random = new Random(seed);
    }

    private void out(Item item, long at) {
        switch (item) {
            case Item.Bytes bytes -> {
                byte[] piece = new byte[bytes.length()];
                bytes.data().get(piece);
                received.writeBytes(piece);
                arrivals.add(new Arrival((double) now / MS, piece.length));
            }
            case Item.End end -> {
                ends.add(end.how());
                endedAtMs = (double) now / MS;
            }
        }
    }

    double endedAtMs() {
        return endedAtMs;
    }

    VirtualLink with(Toxic toxic) {
        toxics.put(toxic.name(), toxic);
        become();
        return this;
    }

    static Toxic toxic(String name, EffectType type, Map<String, Long> attributes) {
        return new Toxic(name, type, Direction.UPSTREAM, 1, attributes, 0);
    }

    void without(String name) {
        toxics.remove(name);
        become();
    }

    void become() {
        chain.become(
                toxics.values().stream()
                        .map(toxic -> toxic.segment(0.5, random))
                        .toList(),
                now);
    }

    VirtualLink send(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        sent.writeBytes(bytes);
        chain.take(new Item.Bytes(ByteBuffer.wrap(bytes), now), now);
        return this;
    }

    VirtualLink end() {
        chain.take(new Item.End(Item.How.FIN, now), now);
        return this;
    }

    /** Lets time pass from one due moment to the next. */
    VirtualLink passMs(long milliseconds) {
        long until = now + milliseconds * MS;
        while (chain.wakeAt() <= until) {
            now = Math.max(now, chain.wakeAt());
            chain.advance(now);
        }
        now = until;
        return this;
    }

    /** Lets time pass in one leap, as for a process that was stopped. */
    void leapMs(long milliseconds) {
        now += milliseconds * MS;
        chain.advance(now);
    }

    long held() {
        return chain.held();
    }

    boolean isQuiet() {
        return chain.wakeAt() == Long.MAX_VALUE;
    }
}
