package io.belastbar.plans.index;

import java.util.Locale;

/** Access methods of PostgreSQL that we propose. */
public enum IndexMethod {
    BTREE,
    GIN,
    GIST,
    BRIN;

    /** As SQL writes it. */
    public String sql() {
        return name().toLowerCase(Locale.ROOT);
    }
}
