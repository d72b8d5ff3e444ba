package io.belastbar.local.control;

import io.belastbar.local.control.fault.Refusal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The pair of databases behind one address. Each call is made by one caller at a time. */
public interface Databases {
    /** How far the standby is. */
    record Replication(boolean isSynchronous, String state, long lagBytes) {}

    /** {@code primary}, {@code standby}, or {@code superseded} for a former primary; empty for what is no database. */
    Optional<String> role(String child);

    /**
     * Makes the standby the primary, and leads the address to it.
     *
     * @param fence whether a primary that still runs is killed before
     * @throws Refusal when the primary still runs, or this child cannot become one
     */
    void promote(String child, boolean fence) throws Refusal, IOException, SQLException, InterruptedException;

    /** Whether its data are those of before a promotion: it must be seeded anew before it is started. */
    boolean isSuperseded(String child);

    /**
     * Starts what a former primary had, read-only and beside everything else; it ends by itself after the limit.
     *
     * @throws Refusal when nothing was kept of this child, or it is being changed
     */
    void startAlone(String child, Duration limit) throws Refusal, IOException, InterruptedException;

    /** Where the data that were kept of this child can be read now. */
    Optional<String> aloneOf(String child);

    void stopAlone() throws InterruptedException;

    void replicate(boolean synchronous) throws Refusal, IOException, SQLException;

    Replication replication();

    /** What time brings: asked again and again while the platform runs. */
    void tick() throws InterruptedException;
}
