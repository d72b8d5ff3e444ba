package io.belastbar.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.rule.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The good file with one fault at a time, each of which is refused by service, key and line. */
class BrokenComposeTest {
    private static final String GOOD = ComposeFile.text();
    private static final String ASKED = ":?run deploy/compose/secrets.sh}";

    /**
     * @param after from where on the good text is looked for
     * @param key below {@code /services/}, and how the refusal begins
     */
    record Broken(String after, String good, String bad, String key) {}

    static Stream<Broken> broken() {
        return Stream.of(
                // The schema's.
                new Broken("  redis:", "mem_limit", "memory_limit", "redis/memory_limit: "),
                new Broken("  kafka:", "retries: 24", "retries: [24]", "kafka/healthcheck/retries: "),
                new Broken("  grafana:", "condition: service_started", "condition: soon", "grafana/depends_on"),
                // What a container may do.
                new Broken("", "read_only: true", "read_only: false", "jaeger/read_only: should be true: was false"),
                new Broken("", "cap_drop: [ALL]", "cap_drop: [CHOWN]", "redis/cap_drop: should be [ALL]: was [CHOWN]"),
                new Broken("", "no-new-privileges:true", "no-new-privileges:false", "cli/security_opt: should be "),
                new Broken("", "\"185:185\"", "\"0:0\"", "chaos-service/user: should be 185:185: was 0:0"),
                new Broken("  redis:", "\"999:999\"", "\"0\"", "redis/user: should be a number other than 0: was 0"),
                new Broken("  redis:", "mem_limit: 320m\n", "\n", "redis/mem_limit: should be there"),
                new Broken("", "[\"/tmp:exec,", "[\"/tmp:noexec,", "capacity-service/tmpfs: should let libraries"),
                new Broken("  prometheus:", "tmpfs: [\"/tmp\"]\n", "\n", "prometheus/tmpfs: should have /tmp: was []"),
                new Broken("", "restart: unless-stopped", "restart: always", "kafka/restart: should be unless-stopped"),
                new Broken(
                        "  chaos-folder:", "[CHOWN]", "[CHOWN, SYS_ADMIN]", "chaos-folder/cap_add: should be [CHOWN]"),
                new Broken("  chaos-folder:", "network_mode: none", "networks: [data]", "chaos-folder/network_mode: "),
                new Broken(
                        "x-service: &service",
                        "mem_limit: 768m",
                        "mem_limit: 512m",
                        "budget-service/mem_limit: should be 768m, the limit of the manifests: was 512m"),
                new Broken("", "mem_limit: 1g", "mem_limit: 1073m", "loadtest-service/mem_limit: should be 1024m"),
                new Broken("", "mem_limit: 384m", "mem_limit: 384k", "chaos-migrations/mem_limit: should be 384m"),
                // What listens.
                new Broken("", "127.0.0.1:18701:18701", "18701:18701", "budget-service/ports/0: should begin with 127"),
                new Broken("", "127.0.0.1:9090:9090", "0.0.0.0:9090:9090", "prometheus/ports/0: should begin with 127"),
                new Broken("", "127.0.0.1:9093:9093", "127.0.0.1:9090:9093", "alertmanager/ports/0: should be another"),
                new Broken(
                        "  redis:",
                        "networks: [data]",
                        "networks: [data]\n    ports: [\"127.0.0.1:6379:6379\"]",
                        "redis/ports/0: should not be opened"),
                // Secrets.
                new Broken(
                        "",
                        "${BELASTBAR_GRAFANA_PASSWORD" + ASKED,
                        "admin",
                        "grafana/environment/GF_SECURITY_ADMIN_PASSWORD: should come from a variable that is required,"
                                + " ${NAME:?…}: was a text of its own"),
                new Broken(
                        "",
                        "${BELASTBAR_GRAFANA_PASSWORD" + ASKED,
                        "${BELASTBAR_GRAFANA_PASSWORD:-admin}",
                        "grafana/environment/GF_SECURITY_ADMIN_PASSWORD: should come from a variable"),
                new Broken(
                        "",
                        "password=\"${BELASTBAR_KAFKA_PASSWORD_CHAOS" + ASKED,
                        "password=\"chaos",
                        "chaos-service/environment/KAFKA_SASL_JAAS_CONFIG: should come from a variable"),
                new Broken(
                        "",
                        "redis://:${BELASTBAR_REDIS_PASSWORD" + ASKED,
                        "redis://:secret",
                        "budget-service/environment/BELASTBAR_REDIS_URL: should come from a variable"),
                new Broken(
                        "", "${BELASTBAR_CLI_USER:", "${BELASTBAR_USER:", "cli: should use a variable of .env.example"),
                // Images.
                new Broken(
                        "", "belastbar/dashboard:0.1.0-SNAPSHOT", "belastbar/page:1.0", "dashboard/image: should be "),
                new Broken("", "postgres:18.6", "postgres:latest", "postgresql/image: should have a whole version"),
                new Broken("", "redis:7.2.7", "redis:7", "redis/image: should have a whole version: was redis:7"),
                // Places.
                new Broken("", "./deploy/compose/redis.sh:", "./deploy/redis.sh:", "redis/volumes/0: should be there"),
                new Broken("", "audit-owner.sql:ro", "audit-owner.sql", "postgresql/volumes/3: should be read-only"),
                new Broken("", "- kafka-data:", "- kafka-logs:", "kafka/volumes: should be declared under volumes"),
                new Broken(
                        "  grafana:", "networks: [platform]", "networks: [front]", "grafana/networks: should be decl"),
                // Order.
                new Broken("  budget-service:", "redis: {", "cache: {", "budget-service/depends_on/cache: should be a"),
                new Broken(
                        "  chaos-service:",
                        "chaos-migrations: {condition: service_completed_successfully}",
                        "chaos-migrations: {condition: service_started}",
                        "chaos-service/depends_on/chaos-migrations: should be service_completed_successfully"),
                new Broken(
                        "  loadtest-service:",
                        "      kafka-topics: {condition: service_completed_successfully}\n",
                        "",
                        "loadtest-service/depends_on: should wait for kafka-topics"),
                new Broken(
                        "  redis:",
                        "networks: [data]",
                        "networks: [data]\n    depends_on: {budget-service: {condition: service_started}}",
                        "redis/depends_on: should lead to no circle"),
                new Broken(
                        "  dashboard:",
                        "mem_limit: 448m",
                        "mem_limit: 448m\n    healthcheck: {test: [CMD, java]}",
                        "dashboard/healthcheck: should be absent"),
                new Broken("  alertmanager:", "healthcheck:", "x-check:", "alertmanager/healthcheck: should be there"),
                // Settings.
                new Broken(
                        "", "BELASTBAR_POSTGRESQL_URL:", "POSTGRESQL_URL:", "budget-service/environment: should have"),
                new Broken(
                        "",
                        "BELASTBAR_REDIS_URL:",
                        "REDIS_URL:",
                        "budget-service/environment: should have BELASTBAR_R"),
                new Broken(
                        "", "KAFKA_BOOTSTRAP_SERVERS:", "KAFKA:", "capacity-service/environment: should have KAFKA_B"),
                new Broken(
                        "  chaos-service:",
                        "BELASTBAR_URL_PROFILING:",
                        "URL_PROFILING:",
                        "chaos-service/environment: should have BELASTBAR_URL_PROFILING"),
                new Broken(
                        "  capacity-migrations:",
                        "QUARKUS_INIT_AND_EXIT:",
                        "INIT_AND_EXIT:",
                        "capacity-migrations/environment: should have QUARKUS_INIT_AND_EXIT"),
                new Broken(
                        "  dashboard:",
                        "http://chaos-service:18704",
                        "http://chaos-service:18705",
                        "dashboard/environment/BELASTBAR_URL_CHAOS: should be a service of a common network at its port"),
                new Broken(
                        "  dashboard:",
                        "networks: [platform]",
                        "networks: [data]",
                        "dashboard/ports/0: should not be opened"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aFaultIsRefusedByServiceKeyAndLine(Broken broken) {
        int from = GOOD.indexOf(broken.after().isEmpty() ? "" : broken.after() + "\n");
        int place = GOOD.indexOf(broken.good(), from);
        assertThat(from).isNotNegative();
        assertThat(place).isNotNegative();

        String bad = GOOD.substring(0, from) + GOOD.substring(from).replace(broken.good(), broken.bad());
        List<Fault> faults = Rules.faults(ComposeFile.parse(bad));

        assertThat(faults.stream().map(fault -> fault.key().substring(1) + ": " + fault.rule()))
                .anyMatch(fault -> fault.startsWith("services/" + broken.key()));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
    }

    /** A key that an anchor brings is at the anchor's line, else at its own. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9090:9090, 0.0.0.0:9090:9090, /services/prometheus/ports/0",
        "restart: unless-stopped, restart: always, /services/redis/restart",
        "mem_limit: 128m, mem_limit: {much: 128m}, /services/alertmanager/mem_limit"
    })
    void theLineIsWhereTheKeyStands(String good, String bad, String key) {
        String text = GOOD.replace(good, bad);

        assertThat(Rules.faults(ComposeFile.parse(text)))
                .filteredOn(fault -> fault.key().startsWith(key))
                .isNotEmpty()
                .allSatisfy(fault ->
                        assertThat(text.lines().toList().get(fault.line() - 1)).contains(bad));
    }
}
