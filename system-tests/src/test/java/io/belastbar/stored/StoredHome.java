package io.belastbar.stored;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** A home for stored data; {@link #create} makes its database as the version before left it: schema versions and rows. */
record StoredHome(Path path, int basePort) {
    private static final int POSTGRESQL = 20;
    private static final int SMARTBAV = 10;
    private static final int NOBODY = 19;
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /**
     * The targets that the examples' documents name, so that a platform takes the documents: the sample system stands
     * in for the others.
     */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (String target : new String[] {"WATTOS_API", "AKTIENANALYSE_API", "KEIKO_API", "FRESHPLAN_API"}) {
            environment.put("BELASTBAR_TARGETS_" + target + "_URL", "http://127.0.0.1:" + (basePort + SMARTBAV));
        }
        environment.put("BELASTBAR_TARGETS_MONITORING_URL", "http://127.0.0.1:" + (basePort + NOBODY));
        // No name of a machine among the stored rows.
        environment.put("BELASTBAR_INSTANCE", "stored");
        // The stored values grow old.
        environment.put("BELASTBAR_BUDGET_MEASUREMENTS_RETENTION", "36500d");
        // What is measured of the database from now on would stand among what was stored.
        environment.put("BELASTBAR_PROFILING_METRICS_INTERVAL", "0s");
        environment.put("BELASTBAR_LOADTEST_RETENTION_SECONDS", "36500d");
        environment.put("BELASTBAR_LOADTEST_RETENTION_RUNS", "36500d");
        return environment;
    }

    /** Makes the home; its platform is not started. */
    void create(StoredTables stored, Path scripts) throws Exception {
        var home = new BelastbarHome(path);
        home.create();
        var secrets = Secrets.open(home.secrets());
        var postgres = new EmbeddedPostgres(
                BelastbarHome.cache(),
                home.data().resolve("postgresql"),
                basePort + POSTGRESQL,
                secrets.administrator(),
                List.of("shared_preload_libraries=pg_stat_statements"));
        postgres.start();
        try {
            PlatformDatabases.create(postgres, secrets.passwords());
            for (var schema : stored.schemas().entrySet()) {
                String name = schema.getKey();
                migrate(name, schema.getValue(), secrets.passwords().get(name), scripts.resolve(name));
            }
            try (var superuser = postgres.connect("belastbar")) {
                for (var schema : stored.schemas().entrySet()) {
                    requireSame(schema.getValue().scripts(), StoredTables.scripts(superuser, schema.getKey()));
                }
                stored.copyIn(superuser);
            }
        } finally {
            postgres.stop();
        }
    }

    /** To the version of the rows: with those scripts of today's service that there were then, and no other. */
    private void migrate(String schema, StoredTables.Schema then, String password, Path folder) throws IOException {
        Files.createDirectories(folder);
        var packaged = scriptsOf(schema + "-service");
        for (var script : then.scripts()) {
            byte[] text = packaged.get(script.name());
            if (text == null) {
                throw new AssertionError(schema + "-service has no " + script.name() + " any more");
            }
            Files.write(folder.resolve(script.name()), text);
        }
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(
                        "jdbc:postgresql://127.0.0.1:" + (basePort + POSTGRESQL) + "/belastbar?currentSchema=" + schema,
                        schema,
                        password)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }

    /** A script that was changed since would not be what made the tables; a database out there would refuse it. */
    private static void requireSame(List<StoredTables.Script> then, List<StoredTables.Script> now) {
        if (!now.equals(then)) {
            throw new AssertionError("the tables were made by\n" + then + ", now by\n" + now);
        }
    }

    /** The migrations in a packaged service, by file name. */
    private static Map<String, byte[]> scriptsOf(String service) throws IOException {
        var scripts = new TreeMap<String, byte[]>();
        Path application = ROOT.resolve(service).resolve("target/quarkus-app");
        List<Path> jars;
        try (Stream<Path> files =
                Stream.concat(Files.list(application.resolve("app")), Files.list(application.resolve("lib/main")))) {
            jars = files.filter(file ->
                            file.getFileName().toString().matches("(io\\.belastbar\\.|" + service + ").*\\.jar"))
                    .toList();
        }
        for (Path file : jars) {
            try (var jar = new JarFile(file.toFile())) {
                for (var entry : jar.stream()
                        .filter(one -> one.getName().matches("db/.*\\.sql"))
                        .toList()) {
                    String name = entry.getName();
                    scripts.put(
                            name.substring(name.lastIndexOf('/') + 1),
                            jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        return scripts;
    }
}
