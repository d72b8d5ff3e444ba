package io.belastbar.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load generator that is run once a round. */
sealed interface Generator {

    String name();

    /** Requests per second of the generator's own processor time. */
    double measure(Setup setup, int port) throws IOException, InterruptedException;

    /** Seconds; users have one connection each. */
    record Setup(int users, int threads, int warmUp, int seconds) {}

    /** Ours, the whole engine. */
    record Belastbar() implements Generator {
        @Override
        public String name() {
            return "Belastbar";
        }

        @Override
        public double measure(Setup setup, int port) throws IOException, InterruptedException {
            return told(
                    Programs.java(
                            System.getProperty("java.class.path"),
                            List.of(
                                    ClosedLoop.class.getName(),
                                    "http://127.0.0.1:" + port + "/",
                                    "" + setup.users(),
                                    "" + setup.threads(),
                                    "" + setup.warmUp(),
                                    "" + setup.seconds())),
                    setup);
        }
    }

    /** Hyperfoil 0.25.2 on its own class path; {@code folder} holds its program and benchmark. */
    record Hyperfoil(String classPath, Path folder) implements Generator {
        @Override
        public String name() {
            return "Hyperfoil 0.25.2";
        }

        @Override
        public double measure(Setup setup, int port) throws IOException, InterruptedException {
            return told(
                    Programs.java(
                            classPath,
                            List.of(
                                    folder.resolve("ClosedHyperfoil.java").toString(),
                                    folder.resolve("closed.hf.yaml").toString(),
                                    "PORT=" + port,
                                    "USERS=" + setup.users(),
                                    "THREADS=" + setup.threads(),
                                    "WARM=" + setup.warmUp() + "s",
                                    "MEASURED=" + setup.seconds() + "s")),
                    setup);
        }
    }

    /** wrk needs no warm-up; its start costs a few milliseconds. */
    record Wrk(Path program) implements Generator {

        private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");

        @Override
        public String name() {
            return "wrk";
        }

        @Override
        public double measure(Setup setup, int port) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            program.toString(),
                            "-t" + setup.threads(),
                            "-c" + setup.users(),
                            "-d" + setup.seconds() + "s",
                            "http://127.0.0.1:" + port + "/")
                    .start();
            long cpu = 0;
            while (process.isAlive()) {
                cpu = Math.max(
                        cpu,
                        process.info()
                                .totalCpuDuration()
                                .map(used -> used.toNanos())
                                .orElse(0L));
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher requests = REQUESTS.matcher(text);
            if (!requests.find() || cpu == 0 || text.contains("Non-2xx")) {
                throw new IllegalStateException("wrk should report its requests: said " + text);
            }
            return Long.parseLong(requests.group(1)) * 1e9 / cpu;
        }
    }

    private static double told(ProcessBuilder program, Setup setup) throws IOException, InterruptedException {
        Process process = program.start();
        if (!process.waitFor(setup.warmUp() + setup.seconds() + 60L, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end: " + program.command());
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher numbers =
                Pattern.compile("requests=(\\d+) cpuNanos=(\\d+) errors=(\\d+)").matcher(text);
        if (!numbers.find() || !numbers.group(3).equals("0")) {
            throw new IllegalStateException("it should report requests without errors: said '" + text + "'");
        }
        return Long.parseLong(numbers.group(1)) * 1e9 / Long.parseLong(numbers.group(2));
    }
}
