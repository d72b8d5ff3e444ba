package io.belastbar.profiling.proof.copy;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.catalogue.SourceRelation;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Copies rows as the reader sees them: of tables under row-level security whole tenants, one after the other, of others all
 * rows or a sample. Each table is read in a transaction of its own, so that nothing on the target waits for us longer than
 * one of them takes.
 */
final class CopyRows {
    /** Of a table that nobody counted. */
    private static final int BYTES_PER_ROW = 64;

    private final Session target;
    private final Session scratch;
    private final CopyLimits limits;
    private final String reader;
    private final LongSupplier nanos;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, Long> byTenant = new LinkedHashMap<>();
    private boolean whole = true;

    /** @param reader the role as which is read; the session's own user where it is null */
    CopyRows(Session target, Session scratch, CopyLimits limits, String reader, LongSupplier nanos) {
        this.target = target;
        this.scratch = scratch;
        this.limits = limits;
        this.reader = reader;
        this.nanos = nanos;
    }

    /** @throws SqlFailure when a database is away, or has no room left */
    CopiedRows of(List<SourceRelation> relations, Tenants tenants, List<String> noted) {
        CopyStream stream = new CopyStream(target, scratch, limits.bytes());
        List<SourceRelation> perTenant = new ArrayList<>();
        for (SourceRelation relation :
                relations.stream().filter(SourceRelation::holdsRows).toList()) {
            if (relation.kind().equals("f")) {
                notes.add(relation.plainName() + " is of another server; its rows are not copied");
                whole = false;
            } else if (isSecuredForReader(relation)) {
                perTenant.add(relation);
            } else {
                copy(stream, relation, null, sample(relation));
            }
        }
        int copied = perTenant.isEmpty() ? 0 : tenants(stream, perTenant, tenants);
        noted.addAll(notes);
        return new CopiedRows(rows, byTenant, copied, tenants.values().size(), whole);
    }

    private int tenants(CopyStream stream, List<SourceRelation> relations, Tenants tenants) {
        if (!tenants.areKnown()) {
            notes.add(
                    "whose rows are whose is not known: system.yml names neither database.tenant-setting nor"
                            + " database.tenants; of tables under row-level security only what the reader sees without is copied");
            relations.forEach(relation -> copy(stream, relation, null, ""));
            whole = false;
            return 0;
        }
        long end = nanos.getAsLong() + limits.time().toNanos();
        int copied = 0;
        for (String tenant : tenants.values()) {
            boolean late = copied > 0 && nanos.getAsLong() - end >= 0;
            if (stream.isFull() || late || relations.stream().anyMatch(this::isFull)) {
                whole = false;
                notes.add(String.format(
                        Locale.ROOT,
                        "sampled: the rows of %d of %d tenants",
                        copied,
                        tenants.values().size()));
                break;
            }
            String setting =
                    "SELECT pg_catalog.set_config(" + literal(tenants.setting()) + ", " + literal(tenant) + ", true)";
            long carried = relations.stream()
                    .mapToLong(relation -> copy(stream, relation, setting, ""))
                    .sum();
            byTenant.put(tenant, carried);
            copied++;
        }
        return copied;
    }

    private boolean isFull(SourceRelation relation) {
        return rows.getOrDefault(relation.plainName(), 0L) >= limits.rows();
    }

    /** A clause that leaves so many rows as may be copied; empty for all. */
    private String sample(SourceRelation relation) {
        double all = relation.rows() < 0 ? relation.bytes() / (double) BYTES_PER_ROW : relation.rows();
        if (all <= limits.rows()) {
            return "";
        }
        double percent = 100 * limits.rows() / all;
        whole = false;
        notes.add(
                String.format(Locale.ROOT, "sampled: about %.3g %% of the rows of %s", percent, relation.plainName()));
        return String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f)", percent);
    }

    private long copy(CopyStream stream, SourceRelation relation, String setting, String sample) {
        List<String> columns = relation.storedColumns();
        if (stream.isFull() || columns.isEmpty()) {
            whole = whole && !stream.isFull();
            return 0;
        }
        String list = String.join(", ", columns);
        // One more tells that there are more.
        long left = Math.max(1, limits.rows() - rows.getOrDefault(relation.plainName(), 0L));
        String from = "COPY (SELECT " + list + " FROM " + relation.only() + relation.quotedName() + sample + " LIMIT "
                + (left + 1) + ") TO STDOUT";
        String into = "COPY " + relation.quotedName() + " (" + list + ") FROM STDIN";
        try {
            begin(setting);
            long carried = stream.carry(from, into);
            rows.merge(relation.plainName(), carried, Long::sum);
            if (stream.isFull()) {
                whole = false;
                note("sampled: " + relation.plainName() + " only in part, " + (limits.bytes() >> 20)
                        + " MiB are copied at most");
            } else if (carried > left) {
                whole = false;
                note("sampled: only the first rows of " + relation.plainName() + ", " + limits.rows());
            }
            return carried;
        } catch (SqlFailure refused) {
            if (refused.isAway() || refused.isFull()) {
                throw refused;
            }
            whole = false;
            note("rows of " + relation.plainName() + " are not in the copy: " + refused.getMessage());
            return 0;
        } finally {
            target.rollback();
        }
    }

    private void begin(String setting) {
        target.execute("BEGIN READ ONLY");
        if (reader != null) {
            target.execute("SET LOCAL ROLE " + quoted(reader));
        }
        target.execute(SearchPath.LOCAL);
        if (setting != null) {
            target.execute(setting);
        }
    }

    private boolean isSecuredForReader(SourceRelation relation) {
        if (!relation.secured()) {
            return false;
        }
        target.execute("BEGIN READ ONLY");
        try {
            if (reader != null) {
                target.execute("SET LOCAL ROLE " + quoted(reader));
            }
            return target.text("SELECT pg_catalog.row_security_active(" + relation.oid() + "::oid)")
                    .equals("t");
        } finally {
            target.rollback();
        }
    }

    private void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }
}
