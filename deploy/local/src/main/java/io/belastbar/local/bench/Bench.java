package io.belastbar.local.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A benchmark of the {@code benchmarks} module. */
enum Bench {
    HTTP(
            "http",
            "requests per CPU-second of Belastbar, Hyperfoil and wrk against one target",
            "nginx and wrk on PATH (apt-get install nginx-light wrk); -Drounds=5 -Dseconds=8 -Dusers=64",
            List.of("io.belastbar.benchmarks.LoadGenerators", "benchmarks/hyperfoil")),
    SQL(
            "sql",
            "transactions per CPU-second of Belastbar and pgbench against one PostgreSQL",
            "pgbench on PATH (apt-get install postgresql-contrib); -Drounds=5 -Dseconds=8 -Dusers=16",
            List.of("io.belastbar.benchmarks.SqlGenerators")),
    FAULT_PROXY(
            "fault-proxy",
            "SQL selects through the idle fault proxy and a plain copy against direct, and what each adds at 2,000 a second",
            "nothing; takes five minutes; -Dpairs=8 -Dseconds=5 -Dusers=16",
            List.of("io.belastbar.benchmarks.IdleFaultProxy")),
    RECORDER(
            "recorder",
            "what recording one sample costs and allocates (JMH)",
            "nothing; arguments are JMH's",
            List.of("org.openjdk.jmh.Main", "RecordSample", "-prof", "gc")),
    SOAK(
            "soak",
            "what the heap holds during a long run at 1,000 requests a second",
            "an hour, or as many minutes as its argument says",
            List.of("io.belastbar.benchmarks.Soak")),
    CHANGE_POINTS(
            "change-points",
            "false alarms and recall of change detection on series without a true change",
            "a CSV file or a folder of them; [--inject 5%,10%] [--at 120] [--after 5,20,80] [--method …] [--json]",
            List.of("io.belastbar.benchmarks.ChangePoints")),
    FORECAST(
            "forecast",
            "errors of forecasts on series whose future is known, beside Naive2 as M4 has it; time and heap on made ones",
            "a folder in M4's layout, or --speed 1000; [--every N] [--each] [--method A;B] [--only Weekly] [--last 26]",
            List.of("io.belastbar.benchmarks.forecast.Forecasts")),
    COMPARISON(
            "comparison",
            "how often pairs of runs of noisy targets are called different: unchanged, and 5, 10 and 20 % slower",
            "Maven; takes ten minutes; -Dpairs=300",
            slowTests("test", "engines/load", "NoisyPairsTest")),
    POLICIES(
            "policies",
            "each form of a row-level security policy at 40 tenants of 25,000 rows: predicted, measured, and mended",
            "Maven; takes two minutes; the table is in profiling-service/target/policies.md",
            tests("test", "profiling-service", "SamplePoliciesIT", "-Dbelastbar.policies.rows=25000")),
    READS(
            "reads",
            "response times of budget-service at 500 reads a second: 304 by ETag, and in full",
            "a platform with a budget: BELASTBAR_RATE_LIMIT_REQUESTS_PER_SECOND=2000 ./belastbar up",
            List.of("io.belastbar.benchmarks.BudgetReads")),
    STALL(
            "stall",
            "percentiles against a server that stalls 2 s in every 10 s, with 64 and with 3,000 connections",
            "Maven; takes two minutes",
            tests("verify", "engines/load", "StallIT")),
    PROOF(
            "proof",
            "how long proving the sample's missing index takes on a million rows, by its parts, and what it brings",
            "Maven; takes two minutes; -Dtenants=40 -Demployees=25000",
            slowTests("test", "profiling-service", "ProofBenchmarkIT", "-Dbelastbar.test.fsync=on")),
    DATABASE_CHECKS(
            "database-checks",
            "what the checks of a database with 2,000 tables and 5,000 statements take, and what they cost it under load",
            "Maven; takes five minutes; -Dpairs=10",
            slowTests("verify", "profiling-service", "ChecksSpeedIT")),
    TRACES(
            "traces",
            "processor time and delay of 1,000 events a second with traces, with metrics, with both, and with neither",
            "Maven; takes eight minutes; -Dbelastbar.bench.seconds=4 -Dbelastbar.bench.rounds=8",
            slowTests(
                    "verify",
                    "platform/backbone",
                    "TracesCostIT",
                    "-Djacoco.skip",
                    "-Dcoverage.of.quarkus=false",
                    "-Dbelastbar.test.fsync=on")),
    GAME_DAY(
            "game-day",
            "how long a step takes to its readers, and a stop condition, an abort and the undoing to their ends",
            "Maven; takes four minutes; -Dreaders=8 -Dsteps=150 -Drounds=20; the table is in chaos-service/target/game-day.md",
            slowTests("verify", "chaos-service", "GameDaySpeedIT")),
    KILLS(
            "kills",
            "whether the platform survives random kills of all its parts, and what becomes of acknowledged writes",
            "Maven; takes a quarter of an hour; -Dbelastbar.kills=60 -Dbelastbar.kills.seconds=600",
            tests(
                    "verify",
                    "system-tests",
                    "KillsIT",
                    "-Pproofs",
                    "-Dbelastbar.kills=60",
                    "-Dbelastbar.kills.seconds=600")),
    FAULT_KILLS(
            "fault-kills",
            "whether anything stays broken when whoever holds a fault is killed in the midst of it",
            "Maven; takes half an hour; -Dbelastbar.fault-kills=100 -Dbelastbar.fault-kills.seed=1",
            tests("verify", "system-tests", "FaultKillsIT", "-Pproofs", "-Dbelastbar.fault-kills=100")),
    IMAGES(
            "images",
            "processor to readiness and memory of each server from its image and as up starts it, and room below its limit",
            "Maven and bubblewrap; takes twenty minutes and one GB; -Dbelastbar.images=DIR of images made before, -Dbelastbar.images.seconds=60; the table is in system-tests/target/images.md",
            slowTests("verify", "system-tests", "ImageMemoryIT"));

    private final String shortName;
    private final String measures;
    private final String needs;
    private final List<String> command;

    Bench(String shortName, String measures, String needs, List<String> command) {
        this.shortName = shortName;
        this.measures = measures;
        this.needs = needs;
        this.command = command;
    }

    /** These tests of a module, with all that it is built from. */
    private static List<String> tests(String phase, String module, String test, String... more) {
        var maven =
                new ArrayList<>(List.of("mvn", "--batch-mode", "--no-transfer-progress", phase, "-pl", module, "-am"));
        maven.add("-Dtest=" + test);
        maven.add("-Dsurefire.failIfNoSpecifiedTests=false");
        maven.addAll(List.of(more));
        return List.copyOf(maven);
    }

    /** The same of tests that are left out otherwise. */
    private static List<String> slowTests(String phase, String module, String test, String... more) {
        var all = new ArrayList<>(List.of("-Dgroups=slow", "-DexcludedGroups="));
        all.addAll(List.of(more));
        return tests(phase, module, test, all.toArray(String[]::new));
    }

    /** The main class and its arguments, or {@code mvn} and its own; paths are below the root. */
    List<String> command() {
        return command;
    }

    /** One line for a list of them. */
    String line() {
        return "  %-13s %s. Needs %s".formatted(shortName, measures, needs);
    }

    static Optional<Bench> named(String name) {
        return Arrays.stream(values())
                .filter(bench -> bench.shortName.equals(name))
                .findFirst();
    }
}
