package io.belastbar.plans.index;

import java.util.Set;

/** Names as SQL writes them. */
public final class Identifier {
    /** Reserved words of PostgreSQL 14 to 18 (SQL Key Words, appendix C, "reserved" and "reserved (can be function)"). */
    private static final Set<String> RESERVED = Set.of(("all analyse analyze and any array as asc asymmetric "
                    + "authorization binary both case cast check collate collation column concurrently constraint create "
                    + "cross current_catalog current_date current_role current_schema current_time current_timestamp "
                    + "current_user default deferrable desc distinct do else end except false fetch for foreign freeze "
                    + "from full grant group having ilike in initially inner intersect into is isnull join lateral "
                    + "leading left like limit localtime localtimestamp natural not notnull null offset on only or order "
                    + "outer overlaps placing primary references returning right select session_user similar some "
                    + "symmetric system_user table tablesample then to trailing true union unique user using variadic "
                    + "verbose when where window with between bigint bit boolean char character coalesce dec decimal "
                    + "exists extract float greatest grouping inout int integer interval json least national nchar none "
                    + "normalize nullif numeric out overlay position precision real row setof smallint substring time "
                    + "timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest "
                    + "xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable")
            .split(" "));

    private Identifier() {}

    /** Quoted where it must be. */
    public static String quoted(String name) {
        boolean plain = name.matches("[a-z_][a-z0-9_$]*") && !RESERVED.contains(name);
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The name itself of what SQL or EXPLAIN writes. */
    public static String bare(String written) {
        boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
        return quoted ? written.substring(1, written.length() - 1).replace("\"\"", "\"") : written;
    }
}
