package io.belastbar.loadtest.k6operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class K6OperatorClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "belastbar-0198-ab";
    private static final String TEST_RUNS = "/apis/k6.io/v1alpha1/namespaces/load/testruns";
    private static final String CONFIG_MAPS = "/api/v1/namespaces/load/configmaps";
    private static final String PODS = "/api/v1/namespaces/load/pods";

    private final KubernetesMockServer api = new KubernetesMockServer(false);

    @BeforeEach
    void start() {
        api.init();
        api.expect()
                .post()
                .withPath(CONFIG_MAPS)
                .andReturn(201, new ConfigMap())
                .always();
        api.expect().post().withPath(TEST_RUNS).andReturn(201, inStage(null)).always();
        api.expect()
                .delete()
                .withPath(TEST_RUNS + "/" + NAME)
                .andReturn(200, "{}")
                .always();
        api.expect()
                .delete()
                .withPath(CONFIG_MAPS + "/" + NAME)
                .andReturn(200, "{}")
                .always();
    }

    @AfterEach
    void stop() {
        api.destroy();
    }

    @Test
    void makesATestRunThatTheOperatorTakes() throws Exception {
        stages("initialization", "initialized", "created", "started", "finished");
        runners(log(100, 10), log(300, 0));

        RunResult result = client(2).run(run(), look -> true);

        List<RecordedRequest> requests = requests();
        assertThat(requests)
                .extracting(
                        request -> request.getMethod() + " " + request.getPath().replaceAll("\\?.*", ""))
                .startsWith("POST " + CONFIG_MAPS, "POST " + TEST_RUNS, "GET " + TEST_RUNS + "/" + NAME)
                .endsWith("DELETE " + TEST_RUNS + "/" + NAME, "DELETE " + CONFIG_MAPS + "/" + NAME);
        JsonNode testRun = body(requests, "POST " + TEST_RUNS);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(K6OperatorClientTest.class.getResourceAsStream("/k6operator/testrun.schema.json"))
                        .validate(testRun))
                .isEmpty();
        assertThat(testRun.at("/spec/parallelism").asInt()).isEqualTo(2);
        assertThat(testRun.at("/spec/runner/env/0/value").asText()).isEqualTo("http://shop:8080");
        JsonNode configMap = body(requests, "POST " + CONFIG_MAPS);
        assertThat(configMap.at("/metadata/name").asText())
                .isEqualTo(testRun.at("/spec/script/configMap/name").asText());
        String file = testRun.at("/spec/script/configMap/file").asText();
        assertThat(configMap.path("data").path(file).asText()).contains("handleSummary", "executor: 'constant-vus'");
        assertThat(result.total().requests()).isEqualTo(400);
    }

    @Test
    void mergesWhatTheRunnersTell() throws Exception {
        stages("finished");
        runners(log(100, 10), log(300, 0));

        RunResult result = client(2).run(run(), look -> true);

        assertThat(result.step(0).requests()).isEqualTo(400);
        assertThat(result.step(0).errors(ErrorClass.UNEXPECTED_STATUS)).isEqualTo(10);
        assertThat(result.step(0).responseSummary().maxMs()).isBetween(299.5, 300.5);
        assertThat(result.step(0).responseSummary().p50Ms()).isBetween(99.0, 202.0);
        assertThat(result.provenance().engine()).isEqualTo("k6");
        assertThat(result.provenance().notes()).anyMatch(note -> note.startsWith("k6 tells quantiles, no histogram"));
    }

    @Test
    void saysWhichRunnersAreMissing() throws Exception {
        stages("error");
        runners(log(100, 0), "level=error msg=\"panic\"");

        RunResult result = client(2).run(run(), look -> true);

        assertThat(result.total().requests()).isEqualTo(100);
        assertThat(result.provenance().notes()).anyMatch(note -> note.startsWith("1 runners told no summary"));
    }

    @Test
    void quotesTheRunnersWhenNoneMeasuredAnything() {
        stages("error");
        runners("level=info\nlevel=error msg=\"script.js: SyntaxError\"\n");

        assertThatThrownBy(() -> client(1).run(run(), look -> true))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("ended the TestRun in stage 'ERROR'")
                .hasMessageContaining("SyntaxError");
    }

    @Test
    void deletesTheTestRunOfACancelledRun() throws Exception {
        stages("started");

        assertThatThrownBy(() -> client(1).run(run(), look -> false))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("The run was cancelled");

        assertThat(requests())
                .extracting(request -> request.getMethod() + " " + request.getPath())
                .contains("DELETE " + TEST_RUNS + "/" + NAME, "DELETE " + CONFIG_MAPS + "/" + NAME);
    }

    @Test
    void saysWhatTheApiServerRefused() {
        api.reset();
        api.expect()
                .post()
                .withPath(CONFIG_MAPS)
                .andReturn(403, "configmaps is forbidden")
                .always();

        assertThatThrownBy(() -> client(1).run(run(), look -> true))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("The Kubernetes API refused");
    }

    @Test
    void isOffUntilItIsEnabled() {
        K6OperatorClient off = new K6OperatorClient(new Config(false, 1), api::createClient, Duration.ofMillis(1));

        assertThatThrownBy(() -> off.run(run(), look -> true))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("belastbar.loadtest.k6-operator.enabled");
    }

    private record Config(boolean enabled, int parallelism) implements LoadtestConfig.K6Operator {
        @Override
        public String namespace() {
            return "load";
        }

        @Override
        public Optional<String> image() {
            return Optional.of("grafana/k6:1.0.0");
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(20);
        }
    }

    private K6OperatorClient client(int parallelism) {
        return new K6OperatorClient(new Config(true, parallelism), api::createClient, Duration.ofMillis(1));
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

    /** One after the other; the last one stays. */
    private void stages(String... stages) {
        String path = TEST_RUNS + "/" + NAME;
        for (int index = 0; index < stages.length - 1; index++) {
            api.expect()
                    .get()
                    .withPath(path)
                    .andReturn(200, inStage(stages[index]))
                    .once();
        }
        api.expect()
                .get()
                .withPath(path)
                .andReturn(200, inStage(stages[stages.length - 1]))
                .always();
    }

    private void runners(String... logs) {
        PodListBuilder pods = new PodListBuilder();
        for (int index = 0; index < logs.length; index++) {
            String name = NAME + "-" + (index + 1) + "-x";
            pods.addToItems(new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace("load")
                    .endMetadata()
                    .build());
            api.expect()
                    .get()
                    .withPath(PODS + "/" + name + "/log?container=k6")
                    .andReturn(200, logs[index])
                    .always();
        }
        api.expect()
                .get()
                .withPath(PODS + "?labelSelector=app%3Dk6%2Ck6_cr%3D" + NAME + "%2Crunner%3Dtrue")
                .andReturn(200, pods.build())
                .always();
    }

    /** So many requests, of 1 ms, 2 ms … */
    private static String log(int requests, int errors) {
        return new RunnerLogs()
                .times(0, 0, IntStream.rangeClosed(1, requests).asDoubleStream().toArray())
                .count("error_unexpected_status{cell:0_0}", errors)
                .log();
    }

    private static GenericKubernetesResource inStage(String stage) {
        GenericKubernetesResourceBuilder resource = new GenericKubernetesResourceBuilder()
                .withApiVersion("k6.io/v1alpha1")
                .withKind("TestRun")
                .withNewMetadata()
                .withName(NAME)
                .withNamespace("load")
                .endMetadata();
        return stage == null
                ? resource.build()
                : resource.addToAdditionalProperties("status", Map.of("stage", stage))
                        .build();
    }

    private List<RecordedRequest> requests() throws InterruptedException {
        List<RecordedRequest> requests = new ArrayList<>();
        for (int left = api.getRequestCount(); left > 0; left--) {
            requests.add(api.takeRequest());
        }
        return requests;
    }

    private static JsonNode body(List<RecordedRequest> requests, String methodAndPath) throws Exception {
        for (RecordedRequest request : requests) {
            if ((request.getMethod() + " " + request.getPath().replaceAll("\\?.*", "")).equals(methodAndPath)) {
                return JSON.readTree(request.getBody().readUtf8());
            }
        }
        throw new AssertionError("nobody sent " + methodAndPath);
    }
}
