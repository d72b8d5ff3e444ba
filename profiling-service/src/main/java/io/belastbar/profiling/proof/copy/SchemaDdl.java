package io.belastbar.profiling.proof.copy;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.catalogue.SourceRelation;
import io.belastbar.profiling.proof.catalogue.SourceRelation.SourceColumn;
import io.belastbar.profiling.proof.catalogue.SourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that make a target's tables again, and all that they stand on. */
final class SchemaDdl {
    /** What a fresh sequence begins with, so that it meets no copied row; every integer type but the smallest has it. */
    private static final String FRESH = "1500000000";

    /**
     * One of them.
     *
     * @param what for people, for example {@code function public.tenant()}
     * @param instead what is tried when the database refuses that; null for nothing
     * @param insteadNote what to say then
     */
    record Ddl(String what, String sql, String instead, String insteadNote) {
        Ddl(String what, String sql) {
            this(what, sql, null, null);
        }
    }

    private final SourceSchema source;
    private final String measuringRole;

    SchemaDdl(SourceSchema source, String measuringRole) {
        this.source = source;
        this.measuringRole = measuringRole;
    }

    List<String> schemas() {
        return Stream.of(
                        source.relations().stream().map(SourceRelation::schema),
                        source.types().stream().map(row -> row.text("schema")),
                        source.functions().stream().map(row -> row.text("schema")),
                        source.sequences().stream().map(row -> row.text("schema")),
                        source.extensions().stream().map(row -> row.text("schema")))
                .flatMap(names -> names)
                .filter(name -> !name.startsWith("pg_"))
                .distinct()
                .sorted()
                .toList();
    }

    /** Before there are rows. They need each other in an order that is not known: see {@link ApplyDdl}. */
    List<Ddl> structure() {
        List<Ddl> all = new ArrayList<>();
        source.extensions()
                .forEach(row -> all.add(new Ddl(
                        "extension " + row.text("name"),
                        "CREATE EXTENSION IF NOT EXISTS " + quoted(row.text("name")) + " SCHEMA "
                                + quoted(row.text("schema")))));
        source.types().forEach(row -> all.add(new Ddl("type " + plain(row), type(row))));
        source.sequences()
                .forEach(row -> all.add(new Ddl(
                        "sequence " + plain(row),
                        "CREATE SEQUENCE " + name(row) + " AS " + row.text("type")
                                + (row.text("type").equals("smallint") ? "" : " START " + FRESH))));
        source.functions().forEach(row -> all.add(new Ddl("function " + plain(row), row.text("definition"))));
        source.relations()
                .forEach(relation -> all.add(
                        new Ddl((relation.isView() ? "view " : "table ") + relation.plainName(), create(relation))));
        return all;
    }

    /** What a row must be: defaults and checks. After the rows too: what is there is what the target has. */
    List<Ddl> rules() {
        List<Ddl> all = new ArrayList<>();
        for (SourceRelation relation : source.relations()) {
            for (SourceColumn column : relation.columns()) {
                if (relation.isView() || column.isGenerated() || !column.isLocal()) {
                    continue;
                }
                if (!column.row().isNull("expression")) {
                    all.add(new Ddl(
                            "default of " + relation.plainName() + "." + column.name(),
                            alter(relation, column) + " SET DEFAULT "
                                    + column.row().text("expression")));
                }
                if (column.isIdentity() && !column.row().text("type").equals("smallint")) {
                    all.add(new Ddl(
                            "identity of " + relation.plainName() + "." + column.name(),
                            alter(relation, column) + " RESTART WITH " + FRESH));
                }
                if (column.row().whole("statistics") >= 0) {
                    all.add(new Ddl(
                            "statistics target of " + relation.plainName() + "." + column.name(),
                            alter(relation, column) + " SET STATISTICS "
                                    + column.row().whole("statistics")));
                }
            }
        }
        constraints("c").forEach(all::add);
        return all;
    }

    /** After the rows: faster, and what the copied rows break is known by its name. */
    List<Ddl> keysAndIndexes() {
        List<Ddl> all = new ArrayList<>();
        constraints("p", "u", "x").forEach(all::add);
        source.indexes().forEach(row -> all.add(new Ddl("index " + row.text("name"), row.text("definition"))));
        source.statistics().forEach(row -> all.add(new Ddl("statistics " + row.text("name"), row.text("definition"))));
        constraints("f").forEach(all::add);
        return all;
    }

    /** Who sees what: the policies that bind the application bind the role that measures. */
    List<Ddl> security() {
        List<Ddl> all = new ArrayList<>();
        for (String schema : schemas()) {
            String to = quoted(schema) + " TO " + quoted(measuringRole);
            all.add(new Ddl("rights in " + schema, "GRANT USAGE ON SCHEMA " + to));
            for (String kind : List.of("TABLES", "SEQUENCES", "ROUTINES")) {
                all.add(new Ddl("rights in " + schema, "GRANT ALL ON ALL " + kind + " IN SCHEMA " + to));
            }
        }
        source.relations().stream()
                .filter(SourceRelation::secured)
                .forEach(relation -> all.add(new Ddl(
                        "row-level security of " + relation.plainName(),
                        "ALTER TABLE " + relation.quotedName() + " ENABLE ROW LEVEL SECURITY")));
        for (TargetRow row : source.policies()) {
            source.relation(row.text("relation"))
                    .ifPresent(relation -> all.add(new Ddl(
                            "policy " + row.text("name") + " on " + relation.plainName(), policy(row, relation))));
        }
        return all;
    }

    private Stream<Ddl> constraints(String... kinds) {
        List<String> wanted = List.of(kinds);
        return source.constraints().stream()
                .filter(row -> wanted.contains(row.text("kind")))
                // A foreign key to a table that is not here has nothing to refer to.
                .filter(row -> !row.text("kind").equals("f")
                        || source.relation(row.text("refers_to")).isPresent())
                .flatMap(row -> source.relation(row.text("relation")).stream()
                        .filter(relation -> row.truth("local"))
                        .map(relation -> constraint(row, relation)));
    }

    private static Ddl constraint(TargetRow row, SourceRelation relation) {
        String sql = "ALTER TABLE " + relation.quotedName() + " ADD CONSTRAINT " + quoted(row.text("name")) + " "
                + row.text("definition");
        String what = "constraint " + row.text("name") + " of " + relation.plainName();
        return switch (row.text("kind")) {
            case "f" ->
                sql.endsWith("NOT VALID")
                        ? new Ddl(what, sql)
                        : new Ddl(
                                what,
                                sql,
                                sql + " NOT VALID",
                                what + " holds for new rows only: the copy has some rows");
            case "p" ->
                new Ddl(
                        what,
                        sql,
                        once(row, relation) + sql,
                        "rows of " + relation.plainName() + " that several tenants see are in the copy once");
            default -> new Ddl(what, sql);
        };
    }

    /** What several tenants see was copied with each of them. */
    private static String once(TargetRow key, SourceRelation relation) {
        String columns =
                key.text("definition").replaceFirst("^PRIMARY KEY \\(", "").replaceFirst("\\).*$", "");
        return "DELETE FROM " + relation.quotedName() + " USING (SELECT tableoid AS belastbar_table, ctid AS"
                + " belastbar_row, row_number() OVER (PARTITION BY " + columns + ") AS belastbar_copy FROM "
                + relation.quotedName() + ") AS seen WHERE " + relation.quotedName()
                + ".tableoid = belastbar_table AND " + relation.quotedName()
                + ".ctid = belastbar_row AND belastbar_copy > 1; ";
    }

    private static String create(SourceRelation relation) {
        TargetRow row = relation.row();
        if (relation.isView()) {
            String definition = row.text("definition");
            return "CREATE VIEW " + relation.quotedName() + options(row) + " AS " + definition;
        }
        String by = row.isNull("partition_key") ? "" : " PARTITION BY " + row.text("partition_key");
        if (relation.partition()) {
            return "CREATE TABLE " + relation.quotedName() + " PARTITION OF "
                    + relation.parents().getFirst() + " " + row.text("bound") + by;
        }
        String columns = relation.columns().stream()
                .filter(SourceColumn::isLocal)
                .map(column -> column.ddl("VIRTUAL"))
                .collect(Collectors.joining(", "));
        String inherits =
                relation.parents().isEmpty() ? "" : " INHERITS (" + String.join(", ", relation.parents()) + ")";
        return "CREATE TABLE " + relation.quotedName() + " (" + columns + ")" + inherits + by
                + (relation.kind().equals("p") ? "" : options(row));
    }

    private static String options(TargetRow row) {
        List<String> options = row.texts("options");
        return options.isEmpty() ? "" : " WITH (" + String.join(", ", options) + ")";
    }

    private static String type(TargetRow row) {
        return switch (row.text("kind")) {
            case "e" -> "CREATE TYPE " + name(row) + " AS ENUM (" + literals(row.texts("labels")) + ")";
            case "d" ->
                "CREATE DOMAIN " + name(row) + " AS " + row.text("base")
                        + (row.isNull("default_text") ? "" : " DEFAULT " + row.text("default_text"))
                        + (row.truth("not_null") ? " NOT NULL" : "") + " " + String.join(" ", row.texts("checks"));
            case "r" -> "CREATE TYPE " + name(row) + " AS RANGE (SUBTYPE = " + row.text("subtype") + ")";
            default -> "CREATE TYPE " + name(row) + " AS (" + String.join(", ", row.texts("attributes")) + ")";
        };
    }

    private String policy(TargetRow row, SourceRelation relation) {
        return "CREATE POLICY " + quoted(row.text("name")) + " ON " + relation.quotedName()
                + (row.truth("permissive") ? "" : " AS RESTRICTIVE") + " FOR " + row.text("command") + " TO "
                + (row.truth("everybody") ? "PUBLIC" : quoted(measuringRole))
                + (row.isNull("reads") ? "" : " USING (" + row.text("reads") + ")")
                + (row.isNull("writes") ? "" : " WITH CHECK (" + row.text("writes") + ")");
    }

    private static String literals(List<String> labels) {
        return labels.stream().map(label -> literal(label)).collect(Collectors.joining(", "));
    }

    private static String alter(SourceRelation relation, SourceColumn column) {
        return "ALTER TABLE " + relation.quotedName() + " ALTER COLUMN " + quoted(column.name());
    }

    private static String name(TargetRow row) {
        return quoted(row.text("schema"), row.text("name"));
    }

    private static String plain(TargetRow row) {
        return row.text("schema") + "." + row.text("name");
    }
}
