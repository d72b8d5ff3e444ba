package io.belastbar.rights.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.rights.database.ClusterDatabase;
import io.belastbar.rights.kafka.AuthorizedKafka;
import io.belastbar.rights.kafka.AuthorizingBroker;
import io.belastbar.rights.kafka.BackboneStep;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The services with the environment, the roles and the rights of the manifests, and what becomes of them without a right. */
@Tag("proof")
@TestMethodOrder(OrderAnnotation.class)
class DeployedRightsIT {
    /** Far above what it takes on a machine that has time. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private static final String FORECASTS = "belastbar.capacity-forecasts";

    private static final String FORECAST = """
            {"metric": "%s", "unit": "GB", "horizons": ["P30D", "P90D"], "limit": 110, "series": [
              {"at": "2026-11-01T00:00:00Z", "value": 80.0}, {"at": "2026-11-02T00:00:00Z", "value": 81.1},
              {"at": "2026-11-03T00:00:00Z", "value": 81.9}, {"at": "2026-11-04T00:00:00Z", "value": 83.0},
              {"at": "2026-11-05T00:00:00Z", "value": 84.1}, {"at": "2026-11-06T00:00:00Z", "value": 84.9}]}
            """;

    @TempDir
    static Path folder;

    private static DeployedPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = DeployedPlatform.start(folder);
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    /** What each may do is what its backbone does: nothing is refused, and no right lies idle. */
    @Test
    @Order(1)
    void whatTheServicesAskOfKafkaIsWhatTheirRightsSay() throws Exception {
        var client = platform.kafka().broker().client(AuthorizingBroker.SUPER_USER);
        for (String topic : AuthorizedKafka.topics()) {
            if (!topic.endsWith(".dlq")) {
                // No service can read it: each that consumes the topic writes it to the dead letters.
                new BackboneStep.Publish(topic).go(client);
            }
        }
        assertThat(forecast("first")).isEqualTo(201);
        for (var made : List.of(
                List.of("budget", "belastbar.findings"),
                List.of("budget", "belastbar.budget-evaluations"),
                List.of("profiling", "belastbar.findings"),
                List.of("loadtest", "belastbar.test-runs"),
                List.of("chaos", "belastbar.findings"),
                List.of("chaos", "belastbar.game-day-steps"),
                List.of("capacity", "belastbar.findings"))) {
            platform.append(made.get(0), made.get(1));
        }
        var rights = AuthorizedKafka.rights().stream()
                .map(DeployedRightsIT::described)
                .collect(Collectors.toCollection(TreeSet::new));

        await(() -> platform.isSettled() || refused().findAny().isPresent(), () -> "used: " + used());

        assertThat(refused()).isEmpty();
        assertThat(used()).isEqualTo(rights);
    }

    @Test
    @Order(2)
    void theMigrationsMadeTablesThatNoOtherServiceCanTouch() throws Exception {
        try (Connection admin = platform.asAdministrator()) {
            assertThat(column(admin, """
                    SELECT n.nspname || ' of ' || n.nspowner::regrole || ', ' || c.relname || ' of ' || c.relowner::regrole
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      JOIN pg_roles r ON r.rolname = n.nspname AND r.rolcanlogin
                     WHERE c.relkind = 'r' AND (n.nspowner::regrole::text <> 'belastbar_audit' OR c.relowner <>
                           (CASE WHEN c.relname IN ('audit_log', 'audit_outcome')
                                 THEN 'belastbar_audit' ELSE n.nspname END)::regrole)""")).isEmpty();
            assertThat(column(admin, """
                    SELECT r.rolname || ' touches ' || n.nspname || '.' || c.relname
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r
                     WHERE c.relkind = 'r' AND r.rolcanlogin AND NOT r.rolsuper AND r.rolname <> n.nspname
                       AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                       AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')""")).isEmpty();
            assertThat(column(
                            admin,
                            "SELECT nspname FROM pg_namespace WHERE EXISTS (SELECT FROM pg_class c"
                                    + " WHERE c.relnamespace = pg_namespace.oid AND c.relname = 'audit_log')"))
                    .containsExactlyInAnyOrderElementsOf(
                            ClusterDatabase.ofTheManifests().roles());
        }
    }

    @Test
    @Order(3)
    void whoMayNotPublishKeepsWhatItTookAndDeliversItWhenItMayAgain() throws Exception {
        var capacity = platform.service("capacity");
        var right = right("User:capacity WRITE TOPIC " + FORECASTS);
        await(() -> capacity.metric("belastbar_outbox_pending") == 0, capacity::troubles);
        long before = messages(FORECASTS);

        platform.kafka().take(right);
        assertThat(forecast("second")).isEqualTo(201);
        await(() -> capacity.metric("belastbar_outbox_pending") >= 2, capacity::troubles);
        await(
                () -> capacity.log().contains("events wait, topic=" + FORECASTS)
                        || capacity.log().contains("they wait, destination=" + FORECASTS),
                capacity::troubles);
        assertThat(capacity.health("ready")).isEqualTo(200);
        assertThat(capacity.health("live")).isEqualTo(200);
        // What goes elsewhere does not wait for it.
        long findings = messages("belastbar.findings");
        platform.append("capacity", "belastbar.findings");
        await(() -> messages("belastbar.findings") > findings, capacity::troubles);
        assertThat(messages(FORECASTS)).isEqualTo(before);

        platform.kafka().give(List.of(right));
        await(() -> capacity.metric("belastbar_outbox_pending") == 0, capacity::troubles);
        assertThat(messages(FORECASTS)).isGreaterThanOrEqualTo(before + 2);
    }

    /** The inbox takes all its topics or none: the lack of one holds the others up, and nothing is passed over. */
    @ParameterizedTest
    @CsvSource({
        "User:budget READ GROUP budget-service, GroupAuthorizationException, third",
        "User:budget READ TOPIC belastbar.circuit-breakers, TopicAuthorizationException, fourth"
    })
    @Order(4)
    void whoMayNotConsumeSaysSoStaysReadyAndTakesUpWhereItWas(String described, String said, String metric)
            throws Exception {
        var budget = platform.service("budget");
        var right = right(described);
        await(() -> budget.metric("belastbar_inbox_lag") == 0, budget::troubles);

        platform.kafka().take(right);
        double applied;
        try {
            await(() -> budget.log().contains(said), budget::troubles);
            applied = applied(budget);
            long published = messages(FORECASTS);
            assertThat(forecast(metric)).isEqualTo(201);
            await(() -> messages(FORECASTS) > published, budget::troubles);
            assertThat(budget.health("ready")).isEqualTo(200);
            assertThat(budget.health("live")).isEqualTo(200);
            assertThat(applied(budget)).isEqualTo(applied);
        } finally {
            platform.kafka().give(List.of(right));
        }

        await(() -> applied(budget) > applied, budget::troubles);
    }

    private static int forecast(String metric) throws IOException {
        return platform.service("capacity")
                .post("/api/v1/systems/rights/forecasts", FORECAST.formatted(metric))
                .statusCode();
    }

    private static double applied(DeployedService service) {
        return service.metric("belastbar_inbox_applied");
    }

    private static long messages(String topic) throws Exception {
        var partitions =
                platform
                        .kafka()
                        .admin()
                        .describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                any -> OffsetSpec.latest()));
        return platform.kafka().admin().listOffsets(partitions).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private static AclBinding right(String described) {
        return AuthorizedKafka.rights().stream()
                .filter(right -> described(right).equals(described))
                .findFirst()
                .orElseThrow();
    }

    private static String described(AclBinding right) {
        return String.join(
                " ",
                right.entry().principal(),
                right.entry().operation().name(),
                right.pattern().resourceType().name(),
                right.pattern().name());
    }

    private static Stream<String> asked() throws IOException {
        return platform.kafka().broker().asked().stream()
                .filter(line -> !line.startsWith("User:" + AuthorizingBroker.SUPER_USER + " "));
    }

    private static Stream<String> refused() throws IOException {
        return asked().filter(line -> line.endsWith(" DENIED"));
    }

    /** What was asked and allowed; the right to describe is in each of the others. */
    private static Set<String> used() throws IOException {
        return asked().filter(line -> line.endsWith(" ALLOWED") && !line.contains(" DESCRIBE "))
                .map(line -> line.replace(" ALLOWED", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void await(Callable<Boolean> condition, Callable<String> context) throws Exception {
        Waiting.until(LIMIT, condition, context);
    }
}
