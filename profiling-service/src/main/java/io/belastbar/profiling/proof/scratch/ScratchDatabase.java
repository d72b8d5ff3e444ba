package io.belastbar.profiling.proof.scratch;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SessionLimits;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A database for one proof. A database of its own, rather than a schema: names stay as they are, it sorts texts as the target
 * does, two proofs do not meet, and one command ends all its sessions and takes it away.
 */
public final class ScratchDatabase {
    private static final String FOUND = """
            SELECT d.datname::text AS name, pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
              FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
             WHERE r.rolname = current_user AND d.datname LIKE 'belastbar\\_scratch\\_%'
             ORDER BY d.datname
            """;

    private final ScratchPlace place;
    private final SessionLimits limits;
    private final ScratchLease lease;
    private final String name;

    private ScratchDatabase(ScratchPlace place, SessionLimits limits, ScratchLease lease, String name) {
        this.place = place;
        this.limits = limits;
        this.lease = lease;
        this.name = name;
    }

    /**
     * Makes one. What an earlier attempt of the same proof left is taken away first.
     *
     * @param how the target's way to sort and encode
     * @param notes takes a sentence when this server cannot sort as the target does
     */
    public static ScratchDatabase create(
            ScratchPlace place, SessionLimits limits, UUID proof, Duration leased, TextOrder how, List<String> notes) {
        try (Session door = Session.open(place.door(), limits)) {
            Instant now = now(door);
            remove(door, comment -> comment.filter(lease -> lease.proof().equals(proof))
                    .isPresent());
            String name = ScratchLease.databaseName(proof, now);
            create(door, name, how, notes);
            ScratchLease lease = new ScratchLease(proof, UUID.randomUUID().toString(), until(now, leased));
            door.execute("COMMENT ON DATABASE " + quoted(name) + " IS " + literal(lease.comment()));
            return new ScratchDatabase(place, limits, lease, name);
        }
    }

    private static void create(Session door, String name, TextOrder how, List<String> notes) {
        String plain = "CREATE DATABASE " + quoted(name) + " TEMPLATE template0";
        try {
            door.execute(plain + how.clauses());
        } catch (SqlFailure refused) {
            if (refused.isAway() || refused.isFull() || refused.is("42501")) {
                throw refused;
            }
            notes.add("the copy sorts texts otherwise than the target: " + refused.getMessage());
            door.execute(plain);
        }
        door.execute("REVOKE ALL ON DATABASE " + quoted(name) + " FROM PUBLIC");
    }

    public String name() {
        return name;
    }

    /** A session in it, as its owner. */
    public Session open(SessionLimits how) {
        return Session.open(address(), how);
    }

    public DatabaseAddress address() {
        return place.door().inDatabase(name);
    }

    public ScratchPlace place() {
        return place;
    }

    /** Prolongs the lease; false if the database is gone or another's. */
    public boolean prolong(Duration leased) {
        try (Session door = Session.open(place.door(), limits)) {
            boolean ours = door.rows(FOUND).stream()
                    .filter(row -> row.text("name").equals(name))
                    .flatMap(row -> ScratchLease.read(row.text("comment")).stream())
                    .anyMatch(held -> held.owner().equals(lease.owner()));
            if (ours) {
                ScratchLease longer = new ScratchLease(lease.proof(), lease.owner(), until(now(door), leased));
                door.execute("COMMENT ON DATABASE " + quoted(name) + " IS " + literal(longer.comment()));
            }
            return ours;
        }
    }

    /** Takes it away, with whoever is in it. */
    public void drop() {
        try (Session door = Session.open(place.door(), limits)) {
            drop(door, name);
        }
    }

    /** Takes away what is left of proofs whose lease is over. @return the names of the databases */
    public static List<String> reap(ScratchPlace place, SessionLimits limits) {
        try (Session door = Session.open(place.door(), limits)) {
            Instant now = now(door);
            List<String> gone = new ArrayList<>();
            door.rows(FOUND).stream()
                    .filter(row -> ScratchLease.isOver(row.text("name"), row.text("comment"), now))
                    .map(row -> row.text("name"))
                    .forEach(name -> {
                        drop(door, name);
                        gone.add(name);
                    });
            return gone;
        }
    }

    private static void remove(Session door, java.util.function.Predicate<Optional<ScratchLease>> which) {
        door.rows(FOUND).stream()
                .filter(row -> which.test(ScratchLease.read(row.text("comment"))))
                .forEach(row -> drop(door, row.text("name")));
    }

    private static void drop(Session door, String name) {
        door.execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }

    private static Instant now(Session door) {
        double seconds = door.rows("SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds")
                .getFirst()
                .number("seconds");
        return Instant.ofEpochMilli((long) (seconds * 1000));
    }

    private static Instant until(Instant now, Duration leased) {
        return now.plus(leased).truncatedTo(ChronoUnit.SECONDS);
    }
}
