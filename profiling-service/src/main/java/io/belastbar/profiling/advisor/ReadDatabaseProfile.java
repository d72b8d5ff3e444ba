package io.belastbar.profiling.advisor;

import io.belastbar.plans.index.Identifier;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.plans.index.facts.ColumnProfile;
import io.belastbar.plans.index.facts.ColumnProfile.Statistics;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.DatabaseProfile.Routines;
import io.belastbar.plans.index.facts.ExistingIndex;
import io.belastbar.plans.index.facts.TableProfile;
import io.belastbar.plans.index.facts.TableProfile.Size;
import io.belastbar.plans.index.facts.TableProfile.Writes;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads from a target what decides which of its tables' indexes would be used. */
public final class ReadDatabaseProfile {
    private final TargetSession session;

    public ReadDatabaseProfile(TargetSession session) {
        this.session = session;
    }

    /**
     * The tables of these qualified names, and those that they are partitions of.
     *
     * @throws io.belastbar.profiling.database.QueryRefused when the catalogue may not be read
     */
    public DatabaseProfile of(Collection<String> tables) {
        Map<String, String> partitionsOf = new HashMap<>();
        session.rows(ProfileSql.PARTITIONS, array(tables))
                .forEach(row -> partitionsOf.put(row.text("part"), row.text("root")));
        Set<String> asked = new HashSet<>(tables);
        asked.removeAll(partitionsOf.keySet());
        asked.addAll(partitionsOf.values());
        Map<Long, Map<String, ColumnProfile>> columns = columns(asked);
        Map<Long, List<ExistingIndex>> indexes = indexes(asked);
        Map<String, TableProfile> profiles = new HashMap<>();
        for (TargetRow row : session.rows(ProfileSql.TABLES, array(asked))) {
            TableProfile table = table(row, columns, indexes);
            profiles.put(table.qualifiedName(), table);
        }
        TargetRow server = session.rows(ProfileSql.EXTENSIONS).getFirst();
        Routines routines = new Routines(names(ProfileSql.IMMUTABLE), names(ProfileSql.LEAKPROOF));
        return new DatabaseProfile(
                profiles, partitionsOf, Set.copyOf(server.texts("names")), routines, server.number("random_page_cost"));
    }

    private static Object array(Collection<String> names) {
        return names.toArray(String[]::new);
    }

    private Set<String> names(String sql) {
        return Set.copyOf(session.rows(sql).getFirst().texts("names"));
    }

    private static TableProfile table(
            TargetRow row, Map<Long, Map<String, ColumnProfile>> columns, Map<Long, List<ExistingIndex>> indexes) {
        long oid = row.whole("oid");
        return new TableProfile(
                row.text("schema"),
                row.text("name"),
                new Size(row.whole("pages"), row.number("rows"), Math.min(1, row.number("visible"))),
                row.truth("partitioned"),
                row.truth("security"),
                columns.getOrDefault(oid, Map.of()),
                row.texts("primary_key"),
                indexes.getOrDefault(oid, List.of()),
                new Writes(
                        row.number("inserted"),
                        row.number("updated"),
                        row.number("deleted"),
                        row.number("hot"),
                        row.number("seconds")));
    }

    private Map<Long, Map<String, ColumnProfile>> columns(Set<String> tables) {
        Map<Long, Map<String, ColumnProfile>> columns = new HashMap<>();
        for (TargetRow row : session.rows(ProfileSql.COLUMNS, array(tables))) {
            columns.computeIfAbsent(row.whole("oid"), none -> new HashMap<>())
                    .put(
                            row.text("name"),
                            new ColumnProfile(row.text("name"), row.text("type"), row.truth("plain"), statistics(row)));
        }
        return columns;
    }

    private static Statistics statistics(TargetRow row) {
        if (row.isNull("different")) {
            return Statistics.NONE;
        }
        List<String> values = row.texts("common");
        List<String> frequencies = row.texts("frequencies");
        Map<String, Double> common = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(values.size(), frequencies.size()); i++) {
            common.put(values.get(i), Double.parseDouble(frequencies.get(i)));
        }
        return new Statistics(
                row.number("nulls"),
                row.number("different"),
                common,
                row.isNull("correlation") ? OptionalDouble.empty() : OptionalDouble.of(row.number("correlation")),
                (int) row.whole("width"));
    }

    private Map<Long, List<ExistingIndex>> indexes(Set<String> tables) {
        Map<Long, Map<String, List<TargetRow>>> rows = new LinkedHashMap<>();
        session.rows(ProfileSql.INDEX_KEYS, array(tables))
                .forEach(row -> rows.computeIfAbsent(row.whole("oid"), none -> new LinkedHashMap<>())
                        .computeIfAbsent(row.text("name"), none -> new ArrayList<>())
                        .add(row));
        Map<Long, List<ExistingIndex>> indexes = new HashMap<>();
        rows.forEach((oid, byName) -> indexes.put(
                oid,
                byName.values().stream().flatMap(keys -> index(keys).stream()).toList()));
        return indexes;
    }

    /** None for an access method that we do not propose, such as hash or that of an extension. */
    private static List<ExistingIndex> index(List<TargetRow> rows) {
        TargetRow first = rows.getFirst();
        return java.util.Arrays.stream(IndexMethod.values())
                .filter(method -> method.sql().equals(first.text("method")))
                .map(method -> new ExistingIndex(
                        first.text("name"),
                        new IndexShape(method, keys(rows), carried(rows), predicate(first)),
                        first.truth("is_unique"),
                        first.truth("is_valid")))
                .toList();
    }

    private static String predicate(TargetRow row) {
        return row.isNull("predicate")
                ? ""
                : ExpressionParser.parse(row.text("predicate")).sql();
    }

    private static List<IndexKey> keys(List<TargetRow> rows) {
        return rows.stream()
                .filter(row -> !row.truth("carried"))
                .map(row -> new IndexKey(
                        ExpressionParser.parse(row.text("definition")).sql(),
                        order((int) row.whole("options")),
                        row.text("operators")))
                .toList();
    }

    private static List<String> carried(List<TargetRow> rows) {
        return rows.stream()
                .filter(row -> row.truth("carried"))
                .map(row -> Identifier.quoted(Identifier.bare(row.text("definition"))))
                .toList();
    }

    /** Bits of pg_index.indoption: 1 is DESC, 2 is NULLS FIRST. */
    private static String order(int options) {
        return switch (options) {
            case 1 -> "DESC NULLS LAST";
            case 2 -> "NULLS FIRST";
            case 3 -> "DESC";
            default -> "";
        };
    }
}
