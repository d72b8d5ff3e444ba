package io.belastbar.loadtest.k6operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Role of {@code deploy/kubernetes} allows what the client asks of the cluster, and nothing else. */
class K6OperatorRightsTest {
    private static final Path ROLE = Path.of("../deploy/kubernetes/components/k6-operator/role.yaml");
    private static final String NAME = "belastbar-0198-ab";
    private static final String API = "/apis/k6.io/v1alpha1/namespaces/k6/testruns";
    private static final String PODS = "/api/v1/namespaces/k6/pods";
    private static final String CONFIG_MAPS = "/api/v1/namespaces/k6/configmaps";
    private static final Pattern REQUEST = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/[^/]+/namespaces/(?<namespace>[^/]+)/(?<kind>[^/?]+)(?:/(?<name>[^/?]+))?(?:/(?<part>[^/?]+))?.*");

    private final KubernetesMockServer api = new KubernetesMockServer(false);

    @BeforeEach
    void start() {
        api.init();
        api.expect()
                .post()
                .withPath(CONFIG_MAPS)
                .andReturn(201, new ConfigMap())
                .always();
        api.expect().post().withPath(API).andReturn(201, testRun("started")).always();
        api.expect().delete().withPath(API + "/" + NAME).andReturn(200, "{}").always();
        api.expect()
                .delete()
                .withPath(CONFIG_MAPS + "/" + NAME)
                .andReturn(200, "{}")
                .always();
        api.expect()
                .get()
                .withPath(PODS + "?labelSelector=app%3Dk6%2Ck6_cr%3D" + NAME + "%2Crunner%3Dtrue")
                .andReturn(
                        200,
                        new PodListBuilder()
                                .withItems(new PodBuilder()
                                        .withNewMetadata()
                                        .withName("runner")
                                        .withNamespace("k6")
                                        .endMetadata()
                                        .build())
                                .build())
                .always();
        api.expect()
                .get()
                .withPath(PODS + "/runner/log?container=k6")
                .andReturn(200, "no summary")
                .always();
    }

    @AfterEach
    void stop() {
        api.destroy();
    }

    /** A run that fails asks for all that one that passes does. */
    @Test
    void theRoleAllowsExactlyWhatIsAsked() throws Exception {
        stage("error");

        assertThatThrownBy(() -> client().run(run(), look -> true)).isInstanceOf(RemoteEngineFailure.class);

        assertThat(asked()).isEqualTo(allowed());
    }

    @Test
    void aRunThatIsCancelledAsksForNoMore() throws Exception {
        stage("started");

        assertThatThrownBy(() -> client().run(run(), look -> false)).isInstanceOf(RemoteEngineFailure.class);

        var asked = asked();

        assertThat(allowed()).containsAll(asked).isNotEqualTo(asked);
    }

    @Test
    void theRoleStandsWhereRunsAreMade() throws IOException {
        var role = documents().getFirst();

        assertThat(role.at("/kind").asText()).isEqualTo("Role");
        assertThat(role.at("/metadata/namespace").asText()).isEqualTo("k6");
    }

    /** As Kubernetes names a request: verb, group and resource. Each is told once. */
    private Set<String> asked() throws InterruptedException {
        var asked = new TreeSet<String>();
        for (int left = api.getRequestCount(); left > 0; left--) {
            var request = api.takeRequest();
            var path = REQUEST.matcher(request.getPath());
            assertThat(path.matches()).as(request.getPath()).isTrue();
            assertThat(path.group("namespace")).isEqualTo("k6");
            String kind = path.group("kind") + (path.group("part") == null ? "" : "/" + path.group("part"));
            asked.add(verb(request.getMethod(), path.group("name") != null) + " "
                    + Optional.ofNullable(path.group("group")).orElse("") + " " + kind);
        }
        return asked;
    }

    private static String verb(String method, boolean named) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> named ? "get" : "list";
        };
    }

    private static Set<String> allowed() throws IOException {
        var allowed = new TreeSet<String>();
        elements(documents().getFirst().path("rules")).forEach(rule -> elements(rule.path("verbs"))
                .forEach(verb -> elements(rule.path("apiGroups")).forEach(group -> elements(rule.path("resources"))
                        .forEach(resource ->
                                allowed.add(verb.asText() + " " + group.asText() + " " + resource.asText())))));
        return allowed;
    }

    private static List<JsonNode> documents() throws IOException {
        try (var documents = new ObjectMapper(new YAMLFactory())
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(ROLE))) {
            return documents.readAll();
        }
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private void stage(String stage) {
        api.expect()
                .get()
                .withPath(API + "/" + NAME)
                .andReturn(200, testRun(stage))
                .always();
    }

    private static Object testRun(String stage) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("k6.io/v1alpha1")
                .withKind("TestRun")
                .withNewMetadata()
                .withName(NAME)
                .withNamespace("k6")
                .endMetadata()
                .addToAdditionalProperties("status", Map.of("stage", stage))
                .build();
    }

    private K6OperatorClient client() {
        return new K6OperatorClient(new OfThePod(), api::createClient, Duration.ofMillis(1));
    }

    private static RemoteRun run() {
        String document = """
                scenario: recorded
                target: shop
                load: { users: 4, duration: 10s }
                steps: [ { name: list, request: GET /items } ]
                """;
        return new RemoteRun(
                "0198-AB",
                "shop",
                1,
                ScenarioParser.parse(document, ScenarioLimits.DEFAULT),
                URI.create("http://shop:8080"));
    }

    private record OfThePod() implements LoadtestConfig.K6Operator {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public String namespace() {
            return "k6";
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public Optional<String> image() {
            return Optional.empty();
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(20);
        }
    }
}
