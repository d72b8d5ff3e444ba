package io.belastbar.profiling.proof.copy;

import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.proof.catalogue.SourceSchema;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Makes a target's tables again in a database of our own: structure, rows, keys, security, statistics. */
public final class CopyDatabase {
    private final Session target;
    private final Session scratch;
    private final CopyLimits limits;
    private final Consumer<String> steps;
    private final LongSupplier nanos;

    /** @param steps is told in kebab case what begins */
    public CopyDatabase(
            Session target, Session scratch, CopyLimits limits, Consumer<String> steps, LongSupplier nanos) {
        this.target = target;
        this.scratch = scratch;
        this.limits = limits;
        this.steps = steps;
        this.nanos = nanos;
    }

    /**
     * Copies. What cannot be is named in the notes.
     *
     * @param reader as whom rows are read; null: as the session's own user
     * @param measuringRole to whom the application's policies are given
     * @throws SqlFailure when a database is away, or has no room left
     * @throws TooLarge when the copy grows beyond its limit
     */
    public CopiedRows copy(
            SourceSchema source, Tenants tenants, String reader, String measuringRole, List<String> notes) {
        SchemaDdl ddl = new SchemaDdl(source, measuringRole);
        ApplyDdl apply = new ApplyDdl(scratch, notes);
        steps.accept("copy-structure");
        for (String schema : ddl.schemas()) {
            scratch.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
        }
        apply.inRounds(ddl.structure());
        steps.accept("copy-rows");
        CopiedRows rows = new CopyRows(target, scratch, limits, reader, nanos).of(source.relations(), tenants, notes);
        requireRoom();
        steps.accept("copy-indexes");
        apply.inRounds(ddl.rules());
        apply.inRounds(ddl.keysAndIndexes());
        apply.inRounds(ddl.security());
        requireRoom();
        steps.accept("analyze-copy");
        scratch.execute("VACUUM (ANALYZE)");
        return rows;
    }

    /** A copy that is larger than it may be. */
    public static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge(long bytes, long bytesMax) {
            super("the copy has %d MB; at most %d are allowed".formatted(bytes >> 20, bytesMax >> 20));
        }
    }

    /** With its indexes the copy may be larger than what was carried. */
    private void requireRoom() {
        long bytes = Long.parseLong(scratch.text("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())"));
        if (bytes > 2 * limits.bytes()) {
            throw new TooLarge(bytes, 2 * limits.bytes());
        }
    }
}
