package io.belastbar.local.ha;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Leads the sample's database address, and that of replication, to the primary, as an address that moves with it would.
 * What the fault proxy did not take at once, because it hangs or is away, is tried again until it did.
 */
final class AddressLead {
    static final String DATABASE = "smartbav-db";
    static final String REPLICATION = "smartbav-replication";

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProxyClient proxy;
    private final SamplePorts ports;
    private final IntSupplier primary;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile boolean owed;
    private volatile long triedAt;

    /** @param primary the port of the server that is it now */
    AddressLead(ProxyClient proxy, SamplePorts ports, IntSupplier primary) {
        this.proxy = proxy;
        this.ports = ports;
        this.primary = primary;
    }

    /** All addresses, as they should lead now. */
    Map<String, ProxyClient.Leg> legs() {
        var legs = new LinkedHashMap<String, ProxyClient.Leg>();
        legs.put(DATABASE, new ProxyClient.Leg(ports.databaseAddress(), primary.getAsInt()));
        legs.put(REPLICATION, new ProxyClient.Leg(ports.replicationAddress(), primary.getAsInt()));
        legs.put("smartbav-redis", new ProxyClient.Leg(ports.redisAddress(), ports.redis()));
        legs.put("smartbav-insurer", new ProxyClient.Leg(ports.insurerAddress(), ports.insurer()));
        legs.put("smartbav-sap", new ProxyClient.Leg(ports.sapAddress(), ports.sap()));
        return legs;
    }

    /** A proxy that is away is told at its start, too. */
    void lead() throws InterruptedException {
        boolean first = !owed;
        owed = true;
        triedAt = System.nanoTime();
        try {
            int now = primary.getAsInt();
            proxy.lead(DATABASE, now);
            proxy.lead(REPLICATION, now);
            owed = now != primary.getAsInt();
        } catch (IOException hangs) {
            if (first) {
                System.err.println(
                        "the database's address does not lead to the new primary until the fault proxy answers: "
                                + hangs.getMessage());
            }
        }
    }

    /** Without waiting. */
    void tick() {
        if (owed && System.nanoTime() - triedAt > RETRY_NANOS && trying.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    lead();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                } finally {
                    trying.set(false);
                }
            });
        }
    }
}
