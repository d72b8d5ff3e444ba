package io.belastbar.profiling.rls;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.web.system.DatabaseDescription;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Databases of tests as a system describes them. */
final class Checked {
    private Checked() {}

    static CheckedDatabase of(DatabaseDescription described) {
        return of(described, List.of("app"), Optional.of("reader"));
    }

    static CheckedDatabase of(DatabaseDescription described, List<String> statementsOf, Optional<String> planAs) {
        return new CheckedDatabase(
                new SystemDescription(
                        "shop",
                        "shop",
                        "",
                        ZoneOffset.UTC,
                        Map.of("postgresql", "shop-db"),
                        described,
                        Optional.empty()),
                new Target(
                        "shop-db",
                        URI.create("postgresql://127.0.0.1/shop"),
                        Optional.empty(),
                        new ObservedRoles(statementsOf, planAs)),
                "observer",
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    static DatabaseDescription tenants(boolean analyze) {
        return new DatabaseDescription(
                Optional.of("app.tenant"),
                Optional.of("SELECT id FROM tenants ORDER BY id"),
                analyze,
                Optional.empty());
    }
}
