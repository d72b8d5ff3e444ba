package io.belastbar.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Every table of the services' schemas in PostgreSQL's text format, one file a table, and what made the tables.
 *
 * @param schemas by name
 */
record StoredTables(Map<String, Schema> schemas) {
    static final List<String> SCHEMAS = List.of("budget", "profiling", "loadtest", "chaos", "capacity");
    private static final String HISTORY = "flyway_schema_history";

    /** @param version Flyway's, the highest; {@code scripts} in the order in which they ran */
    record Schema(String version, List<Script> scripts, List<Table> tables) {}

    record Script(String name, int checksum) {}

    /** A table without rows has no file. */
    record Table(String name, List<String> columns, long rows) {
        String file(String schema) {
            return schema + "/" + name + ".copy";
        }

        String target(String schema) {
            return schema + "." + name + " (" + String.join(", ", columns) + ")";
        }
    }

    static InputStream resource(String name) throws IOException {
        var found = StoredTables.class.getResourceAsStream("/stored/" + name);
        if (found == null) {
            throw new FileNotFoundException("stored/" + name);
        }
        return found;
    }

    static StoredTables read() throws IOException {
        try (var json = resource("manifest.json")) {
            return Doors.JSON.readValue(json, StoredTables.class);
        }
    }

    void write(Path file) throws IOException {
        Doors.JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }

    /** Writes the files of all schemas as one moment shows them. */
    static StoredTables copyOut(Connection database, Path folder) throws SQLException, IOException {
        database.setAutoCommit(false);
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var schemas = new LinkedHashMap<String, Schema>();
        for (String schema : SCHEMAS) {
            var scripts = scripts(database, schema);
            var version = texts(database, """
                    SELECT version FROM %s.%s ORDER BY string_to_array(version, '.')::int[] DESC LIMIT 1""".formatted(schema, HISTORY));
            schemas.put(schema, new Schema(version.getFirst(), scripts, tables(database, schema, folder)));
        }
        database.rollback();
        return new StoredTables(schemas);
    }

    static List<Script> scripts(Connection database, String schema) throws SQLException {
        var scripts = new ArrayList<Script>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT script, checksum FROM " + schema + "." + HISTORY
                        + " WHERE version IS NOT NULL ORDER BY installed_rank")) {
            while (rows.next()) {
                String script = rows.getString(1);
                scripts.add(new Script(script.substring(script.lastIndexOf('/') + 1), rows.getInt(2)));
            }
        }
        return scripts;
    }

    private static List<Table> tables(Connection database, String schema, Path folder)
            throws SQLException, IOException {
        var tables = new ArrayList<Table>();
        for (String name : texts(database, """
                SELECT table_name FROM information_schema.tables WHERE table_schema = '%s'
                AND table_type = 'BASE TABLE' AND table_name <> '%s' ORDER BY 1""".formatted(schema, HISTORY))) {
            var columns = texts(database, """
                    SELECT quote_ident(column_name) FROM information_schema.columns
                    WHERE table_schema = '%s' AND table_name = '%s' ORDER BY ordinal_position""".formatted(schema, name));
            var content = new ByteArrayOutputStream();
            long count = database.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT %s FROM %s.%s ORDER BY 1) TO STDOUT"
                                    .formatted(String.join(", ", columns), schema, name),
                            content);
            var table = new Table(name, columns, count);
            if (count > 0) {
                Path file = folder.resolve(table.file(schema));
                Files.createDirectories(file.getParent());
                Files.write(file, content.toByteArray());
            }
            tables.add(table);
        }
        return tables;
    }

    /** Puts every row into the tables of the version that wrote them. As superuser: neither order nor triggers matter. */
    void copyIn(Connection superuser) throws SQLException, IOException {
        try (var statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (var schema : schemas.entrySet()) {
                for (Table table : schema.getValue().tables()) {
                    // Migrations put rows into some.
                    statement.execute("DELETE FROM " + schema.getKey() + "." + table.name());
                    load(superuser, schema.getKey(), table);
                }
                for (String next : texts(superuser, """
                        SELECT format('SELECT setval(%%L, (SELECT max(%%I) FROM %%I.%%I))',
                               pg_get_serial_sequence(format('%%I.%%I', table_schema, table_name), column_name),
                               column_name, table_schema, table_name)
                        FROM information_schema.columns WHERE table_schema = '%s' AND is_identity = 'YES'""".formatted(schema.getKey()))) {
                    statement.execute(next);
                }
            }
            statement.execute("RESET session_replication_role");
        }
    }

    private static void load(Connection superuser, String schema, Table table) throws SQLException, IOException {
        byte[] content = new byte[0];
        if (table.rows() > 0) {
            try (var file = resource(table.file(schema))) {
                content = file.readAllBytes();
            }
        }
        long loaded = superuser
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.target(schema) + " FROM STDIN", new ByteArrayInputStream(content));
        if (loaded != table.rows()) {
            throw new AssertionError(schema + "." + table.name() + ": " + loaded + " rows of " + table.rows());
        }
    }

    private static List<String> texts(Connection database, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
