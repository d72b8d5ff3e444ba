package io.belastbar.profiling.rls.cost;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Measures what the policies of tables cost, tenant by tenant, until the time for it is used up. */
public final class MeasureCost {
    private static final String WITHOUT_POLICIES = """
            SELECT r.rolname::text AS role FROM pg_roles r, pg_class c
            WHERE c.oid = to_regclass($1) AND NOT r.rolsuper AND has_table_privilege(r.oid, c.oid, 'SELECT')
              AND (r.rolbypassrls OR pg_has_role(r.oid, c.relowner, 'USAGE') AND NOT c.relforcerowsecurity)
              AND pg_has_role(session_user, r.oid, $2)
            ORDER BY r.rolbypassrls DESC, r.rolname
            """;

    private final TargetSession session;
    private final CheckedDatabase database;
    private final LongSupplier nanos;
    private final long end;

    /** @param budget of all that is measured with it */
    public MeasureCost(TargetSession session, CheckedDatabase database, Duration budget, LongSupplier nanos) {
        this.session = session;
        this.database = database;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + budget.toNanos();
    }

    /** Counts a table's rows, for up to so many tenants, spread over all that there are. */
    public PolicyCost of(SecuredTable table, Collection<SecuredTable> all, Tenants tenants, int tenantsMax) {
        if (!database.description().databaseDescription().analyze()) {
            return PolicyCost.none("measurements: system.yml does not allow them (database.analyze: true)");
        }
        if (tenants.missing() != null) {
            return PolicyCost.none(tenants.missing());
        }
        List<String> missing = new ArrayList<>();
        Optional<String> other = withoutPolicies(table);
        Optional<TenantCondition> condition =
                TenantCondition.of(table, all).or(() -> TenantCondition.guessed(table, tenants.setting()));
        if (other.isEmpty()) {
            missing.add(grant(table));
        } else if (condition.isEmpty()) {
            missing.add("the tenant's condition of " + table.qualifiedName()
                    + ": no policy compares a column with the session's value");
        }
        List<PolicyCost.OfTenant> measured = new ArrayList<>();
        for (String tenant : spread(tenants.values(), tenantsMax)) {
            if (nanos.getAsLong() - end >= 0) {
                missing.add("time: only " + measured.size() + " tenants were measured");
                break;
            }
            Optional<String> select =
                    other.flatMap(role -> condition.flatMap(found -> written(table, found, tenants.setting(), tenant)));
            PolicyCost.OfTenant one =
                    ofTenant(table, tenants.setting(), tenant, other.orElse(null), select.orElse(null));
            if (!one.secured().isThere()) {
                missing.add("measurements of " + table.qualifiedName() + ": "
                        + one.secured().refused());
                break;
            }
            if (one.findsOtherRows()) {
                missing.add("the tenant's condition of " + table.qualifiedName()
                        + ": what was written out finds other rows than the policies");
                one = new PolicyCost.OfTenant(tenant, one.secured(), null);
            }
            measured.add(one);
        }
        return new PolicyCost(measured, tenants.values().size(), missing);
    }

    private PolicyCost.OfTenant ofTenant(
            SecuredTable table, String setting, String tenant, String other, String select) {
        Measured secured = Measured.of(session, reader(), setting, tenant, "SELECT count(*) FROM " + table.sql());
        Measured written =
                select == null || !secured.isThere() ? null : Measured.of(session, other, setting, tenant, select);
        return new PolicyCost.OfTenant(tenant, secured, written);
    }

    /** The same SELECT with the tenant's condition, whose value the server itself takes from the setting. */
    private Optional<String> written(SecuredTable table, TenantCondition condition, String setting, String tenant) {
        try {
            String value = session.inTransaction(() -> {
                AsTenant.enter(session, reader(), setting, tenant);
                return session.rows("SELECT (" + condition.value() + ")::text AS value")
                        .getFirst()
                        .text("value");
            });
            return Optional.ofNullable(value)
                    .map(text -> "SELECT count(*) FROM " + table.sql() + " WHERE " + condition.with(text, table));
        } catch (QueryRefused refused) {
            return Optional.empty();
        }
    }

    private Optional<String> withoutPolicies(SecuredTable table) {
        return session.rows(WITHOUT_POLICIES, table.sql(), session.version() >= 160000 ? "SET" : "MEMBER").stream()
                .map((TargetRow row) -> row.text("role"))
                .findFirst();
    }

    private String grant(SecuredTable table) {
        return "a role for which row security is off, to measure without policies: CREATE ROLE reader_of_all BYPASSRLS;"
                + " GRANT SELECT ON " + table.sql() + " TO reader_of_all; GRANT reader_of_all TO " + database.login()
                + (session.version() >= 160000 ? " WITH INHERIT FALSE, SET TRUE" : "");
    }

    private String reader() {
        return database.target().observed().planAs().orElse(null);
    }

    /** The first, the last and those between at equal distances. */
    static List<String> spread(List<String> values, int max) {
        if (values.size() <= max) {
            return values;
        }
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < max; i++) {
            chosen.add(values.get(max == 1 ? 0 : (int) ((long) i * (values.size() - 1) / (max - 1))));
        }
        return chosen;
    }
}
