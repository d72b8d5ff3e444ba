import com.sun.management.OperatingSystemMXBean;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.api.session.PhaseInstance;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hyperfoil's engine in a process of its own, on its own class path. Run from source:
 * {@code java -cp … ClosedHyperfoil.java closed.hf.yaml KEY=VALUE…}. Prints {@code requests= cpuNanos= errors=} of the
 * phase "main".
 */
public class ClosedHyperfoil {

    public static void main(String[] arguments) throws Exception {
        Map<String, String> parameters = new HashMap<>();
        for (int index = 1; index < arguments.length; index++) {
            String[] pair = arguments[index].split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
        Benchmark benchmark;
        try (InputStream document = Files.newInputStream(Path.of(arguments[0]))) {
            benchmark = BenchmarkParser.instance().buildBenchmark(document, BenchmarkData.EMPTY, parameters);
        }
        AtomicLong answered = new AtomicLong();
        AtomicLong errors = new AtomicLong();
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark,
                (phase, step, metric, snapshot, countDown) -> {
                    if (phase.name().equals("main")) {
                        answered.addAndGet(snapshot.responseCount);
                        errors.addAndGet(snapshot.connectionErrors
                                + snapshot.requestTimeouts
                                + snapshot.internalErrors
                                + snapshot.invalid);
                    }
                },
                (phase, min, max) -> {},
                (authority, tag, min, max) -> {});
        AtomicLong begun = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        Thread watch = new Thread(() -> watch(runner, begun, ended));
        watch.setDaemon(true);
        watch.start();
        runner.run();
        long cpu = (ended.get() == 0 ? cpuNanos() : ended.get()) - begun.get();
        System.out.printf("requests=%d cpuNanos=%d errors=%d%n", answered.get(), cpu, errors.get());
        System.exit(0);
    }

    /** Notes the processor time when the measured phase begins and when it ends. */
    private static void watch(LocalSimulationRunner runner, AtomicLong begun, AtomicLong ended) {
        while (ended.get() == 0) {
            PhaseInstance main = runner.instances().get("main");
            if (main != null && begun.get() == 0 && main.status() == PhaseInstance.Status.RUNNING) {
                begun.set(cpuNanos());
            } else if (main != null && begun.get() != 0 && main.status().isFinished()) {
                ended.set(cpuNanos());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
