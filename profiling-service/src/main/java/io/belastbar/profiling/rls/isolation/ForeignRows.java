package io.belastbar.profiling.rls.isolation;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.cost.AsTenant;
import io.belastbar.profiling.rls.cost.TenantCondition;
import io.belastbar.profiling.rls.cost.Tenants;
import io.belastbar.profiling.rls.isolation.rule.Leak;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of others that the reader sees: under each of two tenants, or without any. Rows without a tenant belong
 * to nobody and do not count.
 */
final class ForeignRows {
    private static final int MAX = 1000;

    private final TargetSession session;
    private final CheckedDatabase database;
    private final Tenants tenants;
    private final TenantCondition condition;

    ForeignRows(TargetSession session, CheckedDatabase database, Tenants tenants, TenantCondition condition) {
        this.session = session;
        this.database = database;
        this.tenants = tenants;
        this.condition = condition;
    }

    /**
     * What was seen.
     *
     * @param counts for each tenant that was set, {@code tenant: rows}; at most 1,000 are counted
     * @param seen the most under any
     * @param notProven why it could not be read; null when it was
     */
    record Seen(List<String> counts, long seen, String notProven) {
        Seen {
            counts = List.copyOf(counts);
        }

        static Seen notRead(String why) {
            return new Seen(List.of(), 0, why);
        }
    }

    Seen of(Leak leak) {
        if (leak.readable() == null || leak.column() == null) {
            return Seen.notRead("predicted: reading does not prove it");
        }
        if (!database.description().databaseDescription().analyze()) {
            return Seen.notRead("predicted: system.yml does not allow reading (database.analyze: true)");
        }
        if (tenants.missing() != null) {
            return Seen.notRead("predicted: " + tenants.missing());
        }
        try {
            return leak.withoutTenant() ? withoutTenant(leak) : betweenTwo(leak);
        } catch (QueryRefused refused) {
            return Seen.notRead("predicted: it may not be read as " + reader() + ": " + refused.getMessage());
        }
    }

    private Seen betweenTwo(Leak leak) {
        List<String> counts = new ArrayList<>();
        long most = 0;
        for (String tenant :
                tenants.values().subList(0, Math.min(2, tenants.values().size()))) {
            long foreign = session.inTransaction(() -> {
                AsTenant.enter(session, reader(), tenants.setting(), tenant);
                return session.rows("SELECT count(*) AS seen FROM (SELECT 1 FROM " + leak.readable() + " AS r WHERE r."
                                + SecuredTable.quoted(leak.column()) + "::text <> "
                                + (condition.array()
                                        ? "ALL ((" + condition.value() + ")::text[])"
                                        : "(" + condition.value() + ")::text")
                                + " LIMIT " + MAX + ") AS others")
                        .getFirst()
                        .whole("seen");
            });
            counts.add(tenant + ": " + foreign);
            most = Math.max(most, foreign);
        }
        return new Seen(counts, most, null);
    }

    /** With the setting empty, as it is in a pooled connection after a transaction that had one; and as the session is. */
    private Seen withoutTenant(Leak leak) {
        List<String> counts = new ArrayList<>();
        long unset = withoutTenant(leak, null);
        counts.add("not set: " + unset);
        long empty = withoutTenant(leak, tenants.setting());
        counts.add("empty: " + empty);
        return new Seen(counts, Math.max(unset, empty), null);
    }

    private long withoutTenant(Leak leak, String setting) {
        try {
            return session.inTransaction(() -> {
                AsTenant.enter(session, reader(), setting, "");
                return session.rows("SELECT count(*) AS seen FROM (SELECT 1 FROM " + leak.readable() + " AS r WHERE r."
                                + SecuredTable.quoted(leak.column()) + " IS NOT NULL LIMIT " + MAX + ") AS others")
                        .getFirst()
                        .whole("seen");
            });
        } catch (QueryRefused refused) {
            // A setting that is missing or has no value of the right form: then the policy lets nobody in.
            if (refused.isNotPermitted() || refused.tookTooLong()) {
                throw refused;
            }
            return 0;
        }
    }

    private String reader() {
        return database.target().observed().planAs().orElse(null);
    }
}
