package io.belastbar.compose.started;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.compose.SecretsScript;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the file starts, started here without containers: its scripts, its settings, and for each service of ours its
 * variables and no others. Each test goes on where the one before ended.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposedServicesIT {
    private static final ComposeFile FILE = ComposeFile.read();

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Started> running = new ArrayList<>();
    private Map<String, String> made;
    private ComposedServers servers;
    private EmbeddedPostgres postgresql;

    @BeforeAll
    void prepare() throws Exception {
        assumeTrue(isThere("psql"), "psql is absent: install the package postgresql-client");
        for (String module : modules()) {
            assumeTrue(Files.exists(jar(module)), module + " is not packaged: mvn package");
        }
        SecretsScript.run(folder);
        made = SecretsScript.made(folder);
        int next = FreePorts.block(10);
        servers = new ComposedServers(folder, made, next, next + 1, next + 3);
        next += 4;
        ports.put("dashboard:18700", next++);
        for (ListedService service : Services.all()) {
            ports.put(service.module() + ":" + service.port(), next++);
        }
        ports.putAll(Map.of(
                "postgresql:5432",
                servers.postgresPort(),
                "kafka:9092",
                servers.kafkaPort(),
                "redis:6379",
                servers.redisPort()));
    }

    @AfterAll
    void end() throws Exception {
        for (Started each : running.reversed()) {
            each.end();
        }
        if (postgresql != null) {
            postgresql.kill();
        }
    }

    @Test
    @Order(1)
    void everyRoleHasItsPasswordAndItsSchemaAndNoOther() throws Exception {
        postgresql = servers.postgresql();

        for (String service : Services.names()) {
            try (var connection = connect(service);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE %s.mine (id int)".formatted(service));
                statement.execute("DROP TABLE %s.mine".formatted(service));
                String other = service.equals("budget") ? "chaos" : "budget";
                assertThat(refused(() -> statement.execute("CREATE TABLE %s.foreign_one (id int)".formatted(other))))
                        .contains("permission denied for schema " + other);
                assertThat(refused(() -> statement.execute("CREATE TABLE public.anyones (id int)")))
                        .contains("permission denied for schema public");
            }
        }
        assertThat(Files.readString(folder.resolve("postgresql.log")))
                .doesNotContain(made.get("BELASTBAR_POSTGRESQL_PASSWORD_BUDGET"));
    }

    @Test
    @Order(2)
    void theBrokerKnowsItsUsersAndGetsItsTopicsOnce() throws Exception {
        Started kafka = keep(servers.kafka());
        kafka.awaitPort(servers.kafkaPort());

        servers.topics().toItsEnd();

        String again = servers.topics().toItsEnd();
        assertThat(again).doesNotContain("Created topic");
        // Neither passwords nor what is kept of them.
        assertThat(kafka.output())
                .doesNotContain("serverKey")
                .doesNotContain(made.get("BELASTBAR_KAFKA_PASSWORD"), made.get("BELASTBAR_KAFKA_PASSWORD_BUDGET"));
    }

    @Test
    @Order(3)
    void redisStartsWithItsPassword() throws Exception {
        keep(servers.redis()).awaitPort(servers.redisPort());
    }

    @Test
    @Order(4)
    void tablesAreMadeBeforeAnyServiceRuns() throws Exception {
        for (ListedService service : Services.all()) {
            ComposeService migrations = service(service.name() + "-migrations");

            String said = start(migrations, service.module()).toItsEnd();

            assertThat(said).doesNotContain("Listening on");
            try (var connection = connect(service.name());
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT count(*) FROM pg_tables WHERE schemaname = '" + service.name() + "'")) {
                rows.next();
                assertThat(rows.getInt(1)).as(service.name()).isGreaterThan(5);
            }
        }
    }

    @Test
    @Order(5)
    void everyServiceIsReadyWithTheVariablesOfTheFile() throws Exception {
        for (String module : modules()) {
            Started service = keep(start(service(module), module));
            service.await(() -> status(module, "/q/health/ready", null) == 200);
        }
        for (ListedService service : Services.all()) {
            String systems = "/api/v1/audit";
            assertThat(status(service.module(), systems, null)).isEqualTo(401);
            assertThat(status(service.module(), systems, "VIEWER")).isEqualTo(403);
            assertThat(status(service.module(), systems, "AUDITOR")).isEqualTo(200);
        }
    }

    /** The first steps of the how-to: from documents to what Grafana shows of their evaluation. */
    @Test
    @Order(6)
    void theFirstBudgetIsEvaluatedAndToldToPrometheus() throws Exception {
        Path example = ComposeFile.ROOT.resolve("deploy/compose/example/page");

        assertThat(commandLine("apply", "-f", example.toString()).toItsEnd()).contains("performance-budget.yml");
        Started run = commandLine(
                "run",
                example.resolve("scenarios/look.yml").toString(),
                "--budget",
                example.resolve("performance-budget.yml").toString());
        // Which verdict it is depends on how busy this machine is.
        run.awaitEnd();
        assertThat(run.output()).contains("p(95)<500", "Verdict: ");
        for (String told : List.of("belastbar_inbox_applied_total{", "belastbar_budget_evaluations_total{")) {
            // By Kafka, as a user who may read what it needs; then what Grafana's dashboard of the service shows.
            running.getLast().await(() -> body("budget-service", "/q/metrics")
                    .lines()
                    .anyMatch(line -> line.startsWith(told) && !line.endsWith(" 0.0")));
        }
        for (String module : modules()) {
            assertThat(Files.readString(folder.resolve(module + ".log")))
                    .as(module)
                    .doesNotContain("Authentication failed", "SaslAuthenticationException", "AuthorizationException");
        }
    }

    private Started commandLine(String... arguments) throws Exception {
        Path home = folder.resolve("deploy/compose/home/outside");
        Path connection = home.resolve("run/connection.properties");
        String text = Files.readString(connection);
        for (ListedService service : Services.all()) {
            text = text.replace(
                    "127.0.0.1:" + service.port() + "\n",
                    "127.0.0.1:" + ports.get(service.module() + ":" + service.port()) + "\n");
        }
        Files.writeString(connection, text);
        var command =
                new ArrayList<>(List.of(ComposeFile.ROOT.resolve("belastbar").toString()));
        command.addAll(List.of(arguments));
        return new Started(
                folder.resolve("command-line-" + arguments[0] + ".log"),
                command,
                Map.of(
                        "BELASTBAR_HOME", home.toString(),
                        "BELASTBAR_BUILD", "never",
                        "JAVA_HOME", System.getProperty("java.home")));
    }

    private Started start(ComposeService service, String module) throws IOException {
        var environment = new HashMap<>(targets());
        environment.putAll(new ComposedEnvironment(made, ports, folder.resolve("kept")).of(service));
        // A machine that builds and tests is late; this is about settings.
        environment.put("BELASTBAR_LOADTEST_LATENESS_LIMIT", "30s");
        environment.put("BELASTBAR_LOADTEST_STORAGE_GONE_AFTER", "30s");
        return new Started(
                folder.resolve(service.name() + ".log"),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        jar(module).toString()),
                environment);
    }

    /** Of targets.env. */
    private Map<String, String> targets() throws IOException {
        var targets = new HashMap<String, String>();
        for (String line : Files.readAllLines(folder.resolve("deploy/compose/targets.env"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                targets.put(parts[0], parts[1].replace("dashboard:18700", "127.0.0.1:" + ports.get("dashboard:18700")));
            }
        }
        return targets;
    }

    private int status(String module, String path, String principal) throws InterruptedException {
        try {
            return http.send(request(module, path, principal), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private String body(String module, String path) throws IOException, InterruptedException {
        return http.send(request(module, path, null), BodyHandlers.ofString()).body();
    }

    private HttpRequest request(String module, String path, String principal) {
        int port = ports.entrySet().stream()
                .filter(address -> address.getKey().startsWith(module + ":"))
                .findFirst()
                .orElseThrow()
                .getValue();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        Optional.ofNullable(principal)
                .ifPresent(name -> request.header("Authorization", "Bearer " + made.get("BELASTBAR_TOKEN_" + name)));
        return request.build();
    }

    private Connection connect(String service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + servers.postgresPort() + "/belastbar",
                service,
                made.get("BELASTBAR_POSTGRESQL_PASSWORD_" + service.toUpperCase(Locale.ROOT)));
    }

    private Started keep(Started started) {
        running.add(started);
        return started;
    }

    private interface Statement {
        void run() throws SQLException;
    }

    private static String refused(Statement statement) {
        try {
            statement.run();
            return "done";
        } catch (SQLException refused) {
            return refused.getMessage();
        }
    }

    private static ComposeService service(String name) {
        return FILE.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> modules() {
        return Stream.concat(Services.all().stream().map(ListedService::module), Stream.of("dashboard"))
                .toList();
    }

    private static Path jar(String module) {
        return ComposeFile.ROOT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
