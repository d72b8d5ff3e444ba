package io.belastbar.profiling.proof.copy;

import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.session.Session;
import java.util.LinkedHashSet;
import java.util.Objects;

/** Reads who the tenants are, by the query of {@code system.yml}, as the reader. */
public final class ReadTenants {
    private static final int TENANTS_MAX = 10_000;

    private final Session target;
    private final String reader;

    /** @param reader null: the session's own user */
    public ReadTenants(Session target, String reader) {
        this.target = target;
        this.reader = reader;
    }

    /** The first ones of very many. */
    public Tenants of(String setting, String query) {
        target.execute("BEGIN READ ONLY");
        try {
            if (reader != null) {
                target.execute("SET LOCAL ROLE " + quoted(reader));
            }
            target.execute(SearchPath.LOCAL);
            String bounded =
                    "SELECT * FROM (" + query.strip().replaceFirst(";$", "") + ") AS tenants LIMIT " + TENANTS_MAX;
            LinkedHashSet<String> values = new LinkedHashSet<>(target.column(bounded));
            return new Tenants(setting, values.stream().filter(Objects::nonNull).toList());
        } finally {
            target.rollback();
        }
    }
}
