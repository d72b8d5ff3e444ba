package io.belastbar.profiling.proof.catalogue;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.catalogue.SourceRelation.SourceColumn;
import io.belastbar.profiling.proof.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from a target's catalogue what statements need: tables, and all that these stand on. */
public final class ReadSchema {
    /** A policy that calls a function that calls a function … */
    private static final int DEPTH_MAX = 6;

    private static final int RELATIONS_MAX = 2_000;
    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql");

    private final Session target;
    private final String role;

    /** @param role the application's: its policies are those that count */
    public ReadSchema(Session target, String role) {
        this.target = target;
        this.role = role;
    }

    /**
     * What these texts need.
     *
     * @param texts statements, and the DDL of the index
     * @throws TooMuch when they need more tables than a copy should have
     */
    public SourceSchema of(Collection<String> texts) {
        Set<String> roots = new LinkedHashSet<>();
        Map<String, TargetRow> functions = new LinkedHashMap<>();
        List<TargetRow> relations = List.of();
        List<String> unread = new ArrayList<>(texts);
        for (int depth = 0; depth < DEPTH_MAX && !unread.isEmpty(); depth++) {
            Set<SqlNames.Name> names =
                    unread.stream().flatMap(text -> SqlNames.of(text).stream()).collect(Collectors.toSet());
            roots.addAll(named(names));
            relations = target.rows(CatalogueSql.CLOSURE, List.copyOf(roots));
            if (relations.size() > RELATIONS_MAX) {
                throw new TooMuch("the statements need " + relations.size() + " tables and partitions; at most "
                        + RELATIONS_MAX + " are copied");
            }
            unread = newBodies(functions, names, oids(relations));
        }
        return schema(relations, List.copyOf(functions.values()));
    }

    /** More is needed than is copied. */
    public static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch(String reason) {
            super(reason);
        }
    }

    private List<String> named(Set<SqlNames.Name> names) {
        List<String> bare = names.stream().map(SqlNames.Name::name).distinct().toList();
        Map<String, String> firstOf = new HashMap<>();
        Set<String> found = new LinkedHashSet<>();
        for (TargetRow row : target.rows(CatalogueSql.RELATIONS_NAMED, bare)) {
            boolean first = firstOf.putIfAbsent(row.text("name"), row.text("oid")) == null;
            boolean meant = first && names.contains(new SqlNames.Name(null, row.text("name")))
                    || names.contains(new SqlNames.Name(row.text("schema"), row.text("name")));
            if (meant) {
                found.add(row.text("oid"));
            }
        }
        return List.copyOf(found);
    }

    private List<String> newBodies(Map<String, TargetRow> functions, Set<SqlNames.Name> names, List<String> relations) {
        List<String> bare = names.stream().map(SqlNames.Name::name).distinct().toList();
        List<String> bodies = new ArrayList<>();
        var found = target.rows(RoutineSql.FUNCTIONS, bare, relations, relations, relations, relations, relations);
        for (TargetRow row : found) {
            boolean isNew = functions.putIfAbsent(row.text("oid"), row) == null;
            if (isNew && LANGUAGES.contains(row.text("language"))) {
                bodies.add(row.text("definition"));
            }
        }
        return bodies;
    }

    private SourceSchema schema(List<TargetRow> relations, List<TargetRow> functions) {
        List<String> oids = oids(relations);
        Map<String, List<SourceColumn>> columns = target.rows(CatalogueSql.COLUMNS, oids).stream()
                .collect(Collectors.groupingBy(
                        row -> row.text("relation"), Collectors.mapping(SourceColumn::new, Collectors.toList())));
        Map<String, String> planner = new LinkedHashMap<>();
        target.rows(RoutineSql.PLANNER).forEach(row -> planner.put(row.text("name"), row.text("value")));
        return new SourceSchema(
                relations.stream()
                        .map(row -> SourceRelation.of(row, columns.getOrDefault(row.text("oid"), List.of())))
                        .toList(),
                target.rows(CatalogueSql.EXTENSIONS),
                target.rows(RoutineSql.TYPES),
                functions,
                target.rows(CatalogueSql.SEQUENCES, oids),
                target.rows(CatalogueSql.CONSTRAINTS, oids),
                target.rows(CatalogueSql.INDEXES, oids),
                target.rows(CatalogueSql.STATISTICS, oids),
                target.rows(CatalogueSql.POLICIES, oids, role),
                planner);
    }

    private static List<String> oids(List<TargetRow> relations) {
        return relations.stream().map(row -> row.text("oid")).toList();
    }
}
