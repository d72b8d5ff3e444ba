package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.document.InvalidInput;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Four times the document takes about four times the processor time, whatever it is made of. */
class LinearParsingTest {

    private static final ScenarioLimits LIMITS = new ScenarioLimits(100, 100, Duration.ofHours(1), 50, 100, 500);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double RATIO_MAX = 8;
    private static final int TRIALS = 5;

    private static final String HEAD = "scenario: s\ntarget: t\nload: { users: 1, duration: 10s }\n";
    private static final String STEPS = "steps:\n  - request: GET /a\n";

    static Stream<Arguments> documents() {
        return Stream.of(
                document("quoted rows", 9_000, n -> csv(n, "\"a@b.de\",\"x, \"\"y\"\"\"")),
                document("plain rows", 15_000, n -> csv(n, "a@b.de,x")),
                document("rows of the wrong length", 15_000, n -> csv(n, "a@b.de")),
                document("rows with an open quote", 9_000, n -> csv(n, "\"a\"b,x")),
                document("unknown keys", 5_000, n -> HEAD + STEPS + lines(n, i -> "key" + i + ": 1")),
                document("short lines", 12_000, n -> HEAD + "x:\n" + lines(n, i -> "  - " + i % 7) + STEPS),
                document("equal steps", 4_000, n -> HEAD + "steps:\n" + lines(n, i -> "  - request: GET /a")),
                document(
                        "steps with equal names",
                        3_000,
                        n -> HEAD + "steps:\n" + lines(n, i -> "  - { request: GET /a, name: a }")),
                document(
                        "unknown variables behind many known ones",
                        1_500,
                        n -> HEAD + "steps:\n  - request: GET /a\n    extract:\n"
                                + lines(n, i -> "      v" + i + ": $.a")
                                + lines(n, i -> "  - request: GET /${x" + i + "}")),
                document(
                        "variables in a path",
                        9_000,
                        n -> HEAD + "steps:\n  - request: GET /" + repeat(n, i -> "${vu}/")),
                document("open variables", 9_000, n -> HEAD + "steps:\n  - request: GET /" + repeat(n, i -> "${")),
                document(
                        "a long flow sequence",
                        12_000,
                        n -> HEAD + "tenants: { names: [" + repeat(n, i -> "t" + i + ", ") + "z] }\n" + STEPS),
                document(
                        "tenants of the data",
                        9_000,
                        n -> HEAD + "tenants: { from: u.a }\ndata: { u: { csv: \"a\\n" + repeat(n, i -> "t" + i + "\\n")
                                + "\" } }\n" + STEPS),
                document("blank lines before SQL", 15_000, n -> sql(repeat(n, i -> "\\n") + "SELECT 1")),
                document("comments before SQL", 9_000, n -> sql(repeat(n, i -> "/* a */ ") + "SELECT 1")),
                document("open comments before SQL", 9_000, n -> sql(repeat(n, i -> "/* a ") + "SELECT 1")),
                document("line comments before SQL", 9_000, n -> sql(repeat(n, i -> "-- a\\n") + "SELECT 1")),
                document("places in SQL", 9_000, n -> sql("SELECT " + repeat(n, i -> "$1, ") + "1")),
                document(
                        "statements",
                        6_000,
                        n -> "scenario: s\ndatabase: d\nload: { users: 1, duration: 10s }\nsteps:\n  - sql:\n"
                                + lines(n, i -> "      - SELECT " + i)),
                document("thresholds", 4_000, n -> HEAD + STEPS + "thresholds:\n" + lines(n, i -> "  - p(95)<500")),
                document(
                        "thresholds of steps that are not there",
                        2_500,
                        n -> HEAD + "steps:\n" + lines(40, i -> "  - request: GET /" + i) + "thresholds:\n"
                                + lines(n, i -> "  - { on: x" + i + ", expression: p(95)<500 }")),
                document(
                        "stages",
                        6_000,
                        n -> "scenario: s\ntarget: t\nstages:\n" + lines(n, i -> "  - { duration: 1ms, target: 1 }")
                                + STEPS),
                document(
                        "a body",
                        9_000,
                        n -> HEAD + "steps:\n  - request: POST /a\n    body:\n" + lines(n, i -> "      k" + i + ": v")),
                document("a folded text", 12_000, n -> HEAD + "description: a\n" + lines(n, i -> "  a") + STEPS),
                document(
                        "a quoted text",
                        12_000,
                        n -> HEAD + "description: \"" + repeat(n, i -> "\\u00e4\\\n  ") + "\"\n" + STEPS),
                document("comments", 15_000, n -> HEAD + lines(n, i -> "# a") + STEPS),
                document("trailing spaces", 300, n -> HEAD + lines(n, i -> "   ".repeat(100)) + STEPS),
                document("JSON", 5_000, n -> json(n) + "}"),
                document("JSON that ends too early", 5_000, LinearParsingTest::json));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void takesTimeInProportionToItsLength(String what, int size, IntFunction<String> document) {
        String small = document.apply(size);
        String large = document.apply(4 * size);
        nanos(small);

        double ratio = Double.MAX_VALUE;
        for (int trial = 0; trial < TRIALS && ratio > RATIO_MAX; trial++) {
            ratio = Math.min(ratio, (double) nanos(large) / Math.max(nanos(small), 1_000_000));
        }

        assertThat(ratio).as(what).isLessThanOrEqualTo(RATIO_MAX);
    }

    private static long nanos(String document) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            ScenarioParser.parse(document, LIMITS);
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static Arguments document(String what, int size, IntFunction<String> document) {
        return Arguments.of(what, size, document);
    }

    private static String csv(int rows, String row) {
        return HEAD + "data:\n  u:\n    csv: |\n      mail,org\n" + lines(rows, i -> "      " + row) + STEPS;
    }

    private static String sql(String statement) {
        return "scenario: s\ndatabase: d\nload: { users: 1, duration: 10s }\nsteps:\n  - sql: \"" + statement + "\"\n";
    }

    private static String json(int fields) {
        return "{\"scenario\": \"s\", \"x\": {" + repeat(fields, i -> "\"k" + i + "\": [1, \"\\/\"], ") + "\"z\": 1}";
    }

    private static String lines(int count, IntFunction<String> line) {
        return repeat(count, i -> line.apply(i) + "\n");
    }

    private static String repeat(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }
}
