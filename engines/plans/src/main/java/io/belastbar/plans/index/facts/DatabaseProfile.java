package io.belastbar.plans.index.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database knows that decides whether an index can be used.
 *
 * @param tables by qualified name, not quoted
 * @param partitionsOf qualified name of a partition to that of the partitioned table at the top
 * @param randomPageCost the server's setting; a page in order costs 1
 */
public record DatabaseProfile(
        Map<String, TableProfile> tables,
        Map<String, String> partitionsOf,
        Set<String> extensions,
        Routines routines,
        double randomPageCost) {

    public DatabaseProfile {
        tables = Map.copyOf(tables);
        partitionsOf = Map.copyOf(partitionsOf);
        extensions = Set.copyOf(extensions);
    }

    /** With PostgreSQL's default costs. */
    public static DatabaseProfile of(List<TableProfile> tables, Routines routines) {
        Map<String, TableProfile> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.qualifiedName(), table));
        return new DatabaseProfile(byName, Map.of(), Set.of(), routines, 4);
    }

    /** The table, or the partitioned table that it is a part of. */
    public Optional<TableProfile> table(String schema, String name) {
        String qualified = schema + "." + name;
        return Optional.ofNullable(tables.get(partitionsOf.getOrDefault(qualified, qualified)));
    }

    /**
     * Functions and operators of the server, from pg_proc and pg_operator.
     *
     * @param immutable functions by name, all of whose forms are IMMUTABLE, and single forms as {@code name(type,type)}
     * @param leakproof operators as {@code name(left,right)} whose functions are LEAKPROOF
     */
    public record Routines(Set<String> immutable, Set<String> leakproof) {
        public static final Routines UNKNOWN = new Routines(Set.of(), Set.of());

        public Routines {
            immutable = Set.copyOf(immutable);
            leakproof = Set.copyOf(leakproof);
        }
    }
}
