package io.belastbar.loadtest.k6operator;

import io.belastbar.load.export.K6Script;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.remote.RemoteEngine;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteLook;
import io.belastbar.loadtest.remote.RemoteProgress;
import io.belastbar.loadtest.remote.RemoteRun;
import io.belastbar.report.Sentence;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs a load test through k6-operator: makes a TestRun, follows its stage and reads the runners' logs. */
@ApplicationScoped
public class K6OperatorClient implements RemoteEngine {

    private static final Logger LOG = Logger.getLogger(K6OperatorClient.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SILENT_LOOKS_MAX = 15;

    private final LoadtestConfig.K6Operator config;
    private final Supplier<KubernetesClient> cluster;
    private final Duration lookEvery;
    private final Clock clock = Clock.systemUTC();

    @Inject
    K6OperatorClient(LoadtestConfig config) {
        this(config.k6Operator(), () -> new KubernetesClientBuilder().build(), LOOK_EVERY);
    }

    K6OperatorClient(LoadtestConfig.K6Operator config, Supplier<KubernetesClient> cluster, Duration lookEvery) {
        this.config = config;
        this.cluster = cluster;
        this.lookEvery = lookEvery;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.K6_OPERATOR;
    }

    @Override
    public RunResult run(RemoteRun run, RemoteProgress progress) throws RemoteEngineFailure {
        if (!config.enabled()) {
            throw new RemoteEngineFailure(
                    "The scenario asks for engine: k6-operator, but no cluster is configured"
                            + " (belastbar.loadtest.k6-operator.enabled).",
                    "Das Szenario verlangt engine: k6-operator, aber es ist kein Cluster eingestellt"
                            + " (belastbar.loadtest.k6-operator.enabled).");
        }
        K6TestRun testRun = testRun(run);
        try (KubernetesClient client = cluster.get()) {
            return run(client, testRun, progress);
        } catch (KubernetesClientException refused) {
            throw new RemoteEngineFailure(
                    new Sentence(
                            "The Kubernetes API refused: " + refused.getMessage(),
                            "Die Kubernetes-API lehnte ab: " + refused.getMessage()),
                    refused);
        }
    }

    private K6TestRun testRun(RemoteRun run) throws RemoteEngineFailure {
        String script = K6Script.forRunners(run.scenario(), run.target().toString());
        if (script.getBytes(StandardCharsets.UTF_8).length > K6TestRun.SCRIPT_BYTES_MAX) {
            throw new RemoteEngineFailure(
                    "The exported script, with its test data, is larger than a ConfigMap may be (1 MB). Give the scenario"
                            + " less test data.",
                    "Das exportierte Skript ist mit seinen Testdaten größer, als eine ConfigMap sein darf (1 MB). Das"
                            + " Szenario braucht weniger Testdaten.");
        }
        return new K6TestRun(run, script, config.namespace(), config.parallelism(), config.image());
    }

    private RunResult run(KubernetesClient client, K6TestRun testRun, RemoteProgress progress)
            throws RemoteEngineFailure {
        Instant startedAt = clock.instant();
        try {
            client.configMaps()
                    .inNamespace(testRun.namespace())
                    .resource(testRun.configMap())
                    .create();
            client.genericKubernetesResources(K6TestRun.TYPE)
                    .inNamespace(testRun.namespace())
                    .resource(testRun.resource())
                    .create();
            K6Stage stage = follow(client, testRun, startedAt, progress);
            return measured(client, testRun, startedAt, stage);
        } finally {
            delete(client, testRun);
        }
    }

    /** Until the run is over or is to be cancelled. */
    private K6Stage follow(KubernetesClient client, K6TestRun testRun, Instant startedAt, RemoteProgress progress)
            throws RemoteEngineFailure {
        Instant patienceEnds =
                startedAt.plus(testRun.run().scenario().duration()).plus(config.patience());
        K6Stage stage = K6Stage.UNSEEN;
        int silent = 0;
        while (clock.instant().isBefore(patienceEnds)) {
            pause();
            try {
                stage = stage(client, testRun);
                silent = 0;
            } catch (KubernetesClientException silence) {
                if (++silent > SILENT_LOOKS_MAX) {
                    throw silence;
                }
            }
            if (stage.over()) {
                return stage;
            }
            if (!progress.goesOn(RemoteLook.NOTHING)) {
                throw new RemoteEngineFailure(
                        "The run was cancelled; k6 tells what it measured only at the end, so there is no measurement.",
                        "Der Lauf wurde abgebrochen; k6 sagt erst am Ende, was es gemessen hat, also gibt es keine"
                                + " Messung.");
            }
        }
        String when =
                testRun.name() + "' ('" + stage + "', " + config.patience().toSeconds() + " s)";
        throw new RemoteEngineFailure(
                "k6-operator did not finish the TestRun '" + when + " in time; is the operator installed?",
                "k6-operator hat den TestRun '" + when + " nicht rechtzeitig beendet; ist der Operator installiert?");
    }

    private static K6Stage stage(KubernetesClient client, K6TestRun testRun) throws RemoteEngineFailure {
        GenericKubernetesResource found = resource(client, testRun).get();
        if (found == null) {
            throw new RemoteEngineFailure(
                    "Somebody deleted the TestRun " + testRun.name() + ".",
                    "Jemand hat den TestRun " + testRun.name() + " gelöscht.");
        }
        return K6Stage.of(found);
    }

    private static Resource<GenericKubernetesResource> resource(KubernetesClient client, K6TestRun testRun) {
        return client.genericKubernetesResources(K6TestRun.TYPE)
                .inNamespace(testRun.namespace())
                .withName(testRun.name());
    }

    private static RunResult measured(KubernetesClient client, K6TestRun testRun, Instant startedAt, K6Stage stage)
            throws RemoteEngineFailure {
        List<RunnerSummary> summaries = new ArrayList<>();
        List<Pod> pods = client.pods()
                .inNamespace(testRun.namespace())
                .withLabelSelector(testRun.runnerSelector())
                .list()
                .getItems();
        String lastLine = "";
        for (Pod pod : pods) {
            String log = log(client, testRun, pod);
            Optional<RunnerSummary> summary = RunnerSummary.in(log);
            summary.ifPresent(summaries::add);
            lastLine = summary.isPresent() ? lastLine : log.strip().lines().reduce("", (first, last) -> last);
        }
        if (summaries.isEmpty()) {
            throw new RemoteEngineFailure(
                    "k6-operator ended the TestRun in stage '" + stage + "', and none of its " + pods.size()
                            + " runners told a summary. " + lastLine,
                    "k6-operator beendete den TestRun in der Stufe '" + stage + "', und keiner seiner " + pods.size()
                            + " Läufer gab eine Zusammenfassung. " + lastLine);
        }
        String source = "k6-operator, namespace " + testRun.namespace() + ", TestRun " + testRun.name();
        int silent = Math.max(0, testRun.parallelism() - summaries.size());
        return K6Measurement.of(testRun.run(), startedAt, source, summaries, silent);
    }

    /** Directly: the client's own way waits for the pod to become ready, and this one is done. */
    private static String log(KubernetesClient client, K6TestRun testRun, Pod pod) {
        String log = client.raw("/api/v1/namespaces/" + testRun.namespace() + "/pods/"
                + pod.getMetadata().getName() + "/log?container=k6");
        return log == null ? "" : log;
    }

    private void pause() throws RemoteEngineFailure {
        try {
            Thread.sleep(lookEvery);
        } catch (InterruptedException stop) {
            throw RemoteEngineFailure.stopped(stop);
        }
    }

    /** The TestRun takes its jobs, and so its pods, along. */
    private static void delete(KubernetesClient client, K6TestRun testRun) {
        boolean interrupted = Thread.interrupted();
        try {
            resource(client, testRun).delete();
            client.configMaps()
                    .inNamespace(testRun.namespace())
                    .withName(testRun.name())
                    .delete();
        } catch (KubernetesClientException unreachable) {
            LOG.warnf("TestRun could not be deleted: testRun=%s cause=%s", testRun.name(), unreachable.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
