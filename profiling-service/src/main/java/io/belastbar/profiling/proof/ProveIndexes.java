package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.catalogue.ReadSchema;
import io.belastbar.profiling.proof.catalogue.SourceSchema;
import io.belastbar.profiling.proof.copy.CopiedRows;
import io.belastbar.profiling.proof.copy.CopyDatabase;
import io.belastbar.profiling.proof.copy.ReadTenants;
import io.belastbar.profiling.proof.copy.Tenants;
import io.belastbar.profiling.proof.scratch.KeptDatabase;
import io.belastbar.profiling.proof.scratch.ScratchDatabase;
import io.belastbar.profiling.proof.scratch.TextOrder;
import io.belastbar.profiling.proof.scratch.WriteRights;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SessionLimits;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Proves index candidates by really making them: on a copy of the tables that they concern, with the statements that they are
 * to serve. The target is only read. Blocks for as long as it takes; for a virtual thread.
 */
public final class ProveIndexes {
    private final ProofTerms terms;
    private final LongSupplier nanos;

    public ProveIndexes(ProofTerms terms, LongSupplier nanos) {
        this.terms = terms;
        this.nanos = nanos;
    }

    private record Source(SourceSchema schema, Tenants tenants, TextOrder order) {}

    /**
     * Proves. The copy is gone when this returns, however it does; one that cannot be taken away because its server is away
     * is taken away later by {@link ScratchDatabase#reap}.
     *
     * @throws ProofFailed with the reason, when there is nothing to measure on
     */
    public ProofReport prove(ProofOrder order, ProofWatch watch) {
        List<String> notes = new ArrayList<>();
        try {
            watch.begin("read-catalogue");
            Source source = inTarget(order, watch, target -> read(order, target));
            watch.begin("make-database");
            ScratchDatabase made = ScratchDatabase.create(
                    order.place(), terms.door(), order.id(), terms.lease(), source.order(), notes);
            ProofReport report;
            try (KeptDatabase kept = new KeptDatabase(made, terms.lease(), watch::end)) {
                report = onCopy(order, watch, kept.database(), source, notes);
                watch.begin("drop-database");
            }
            ProofReport timed = report.taking(watch.parts());
            return order.hidesValues() ? HiddenValues.of(timed) : timed;
        } catch (SqlFailure refused) {
            throw failed(refused, watch);
        } catch (ReadSchema.TooMuch | CopyDatabase.TooLarge tooMuch) {
            throw new ProofFailed(tooMuch.getMessage(), false, tooMuch);
        }
    }

    private Source read(ProofOrder order, Session target) {
        List<String> roles = Stream.of(
                        order.target().login().username(),
                        order.reader(),
                        order.place().door().login().username(),
                        order.place().measuringRole())
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
        WriteRights.of(target, roles).ifPresent(sentence -> {
            throw new ProofFailed(sentence, false, null);
        });
        Tenants tenants = order.knowsTenants()
                ? new ReadTenants(target, order.reader()).of(order.tenantSetting(), order.tenantQuery())
                : Tenants.UNKNOWN;
        List<String> measured = order.candidates().stream()
                .flatMap(candidate -> candidate.statements().stream())
                .flatMap(statement -> statement.sets().stream())
                .map(StatementToProve.ParameterSet::tenant)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
        return new Source(
                new ReadSchema(target, order.application()).of(order.texts()),
                tenants.beginningWith(measured),
                TextOrder.of(target));
    }

    private ProofReport onCopy(
            ProofOrder order, ProofWatch watch, ScratchDatabase database, Source source, List<String> notes) {
        try (Session scratch = watch.watched(database.open(SessionLimits.working(terms.connect(), terms.working())))) {
            CopiedRows rows = inTarget(
                    order, watch, target -> new CopyDatabase(target, scratch, terms.limits(), watch::begin, nanos)
                            .copy(
                                    source.schema(),
                                    source.tenants(),
                                    order.reader(),
                                    order.place().measuringRole(),
                                    notes));
            ProveOnCopy proving = new ProveOnCopy(scratch, order, rows, watch, notes);
            List<ProofResult> results = proving.prove(source.schema().planner());
            long bytes = Long.parseLong(scratch.text("SELECT pg_catalog.pg_database_size(current_database())"));
            return new ProofReport(
                    new ProofReport.Copy(rows.rows(), rows.tenants(), rows.tenantsInAll(), !rows.whole(), bytes),
                    notes,
                    results,
                    Map.of());
        }
    }

    private <T> T inTarget(ProofOrder order, ProofWatch watch, Function<Session, T> work) {
        SessionLimits limits = SessionLimits.reading(terms.connect(), terms.reading());
        try (Session target = watch.watched(Session.open(order.target(), limits))) {
            try {
                return work.apply(target);
            } finally {
                watch.left(target);
            }
        }
    }

    private static ProofFailed failed(SqlFailure refused, ProofWatch watch) {
        if (watch.isEnded()) {
            return new ProofFailed("it was ended", false, refused);
        }
        if (refused.isFull()) {
            return new ProofFailed("the server has no room for the copy: " + refused.getMessage(), false, refused);
        }
        // A lock passes too.
        return new ProofFailed(refused.getMessage(), refused.isAway() || refused.is("55P03"), refused);
    }
}
