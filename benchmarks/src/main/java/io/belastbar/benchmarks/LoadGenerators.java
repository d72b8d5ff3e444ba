package io.belastbar.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many requests a generator sends for a second of processor time: Belastbar, Hyperfoil and wrk in turns against the
 * same target, a closed loop with 64 connections. Prints a Markdown table. Compare only within one run: the machine and
 * what else it does change the numbers, and much less their ratios.
 */
public final class LoadGenerators {

    private LoadGenerators() {}

    /** Argument: the folder {@code benchmarks/hyperfoil}. System properties: rounds, seconds, warm-up, users, threads. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Generator.Setup setup = new Generator.Setup(
                Integer.getInteger("users", 64),
                Integer.getInteger("threads", 1),
                Integer.getInteger("warm-up", 6),
                Integer.getInteger("seconds", 8));
        List<Generator> generators = generators(Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/hyperfoil"));
        Map<Generator, List<Double>> results = new LinkedHashMap<>();
        generators.forEach(generator -> results.put(generator, new ArrayList<>()));
        try (Target target = Target.start()) {
            for (int round = 1; round <= Integer.getInteger("rounds", 5); round++) {
                for (Generator generator : generators) {
                    double perCpuSecond = generator.measure(setup, target.port());
                    results.get(generator).add(perCpuSecond);
                    System.err.printf(Locale.ROOT, "round %d: %s %.0f%n", round, generator.name(), perCpuSecond);
                }
            }
            System.out.printf(
                    "%nTarget: %s. %d connections, %d client thread(s), %d s measured.%n%n",
                    target.name(), setup.users(), setup.threads(), setup.seconds());
        }
        print(results);
    }

    private static List<Generator> generators(Path folder) throws IOException, InterruptedException {
        List<Generator> generators = new ArrayList<>();
        generators.add(new Generator.Belastbar());
        String classPath = hyperfoilClassPath(folder);
        if (classPath != null) {
            generators.add(new Generator.Hyperfoil(classPath, folder));
        }
        Path wrk = Programs.find("wrk");
        if (wrk != null) {
            generators.add(new Generator.Wrk(wrk));
        }
        if (wrk == null || Programs.find("nginx") == null) {
            System.err.println("wrk or nginx is missing: apt-get install wrk nginx-light");
        }
        return generators;
    }

    private static String hyperfoilClassPath(Path folder) throws IOException, InterruptedException {
        Path file = Files.createTempFile("hyperfoil", ".cp");
        try {
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-f",
                            folder.resolve("pom.xml").toString(),
                            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                            "-Dmdep.outputFile=" + file)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (maven.waitFor() != 0) {
                System.err.println("without Hyperfoil, whose artifacts Maven did not find: "
                        + said.lines().findFirst());
                return null;
            }
            return Files.readString(file).trim();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void print(Map<Generator, List<Double>> results) {
        System.out.println("| generator | requests per CPU-second, median | lowest to highest | Belastbar is |");
        System.out.println("|---|---|---|---|");
        double ours = median(results.values().iterator().next());
        results.forEach((generator, measured) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f to %,.0f | %.2f × |%n",
                generator.name(),
                median(measured),
                measured.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                measured.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                ours / median(measured)));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }
}
