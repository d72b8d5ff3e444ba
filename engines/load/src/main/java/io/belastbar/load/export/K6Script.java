package io.belastbar.load.export;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Feeder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A scenario as a k6 script: one ES module without imports from the network, for k6 0.54 and newer. What k6 cannot do
 * as we do it stands as a comment at its top.
 *
 * <p>The script's data (flows, test data, tenants, options) is written from the scenario; the code that goes through it
 * is the same in every script. The address can be changed with {@code k6 run -e BASE_URL=…}.
 */
public final class K6Script {

    /** Where the summary of a runner begins in its log; see {@link #forRunners}. */
    public static final String SUMMARY_BEGIN = "BELASTBAR-SUMMARY-BEGIN";

    /** Before each piece of the summary. */
    public static final String SUMMARY_LINE = "BELASTBAR-SUMMARY ";

    public static final String SUMMARY_END = "BELASTBAR-SUMMARY-END";

    /** Of a request, if the scenario does not say. */
    static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

    private static final String IMPORTS = """
            import http from 'k6/http';
            import exec from 'k6/execution';
            import { check, sleep } from 'k6';
            import { SharedArray } from 'k6/data';
            import { Counter, Rate } from 'k6/metrics';
            """;

    private final Scenario scenario;
    private final String baseUrl;
    private final K6Options options;
    private final K6Tags tags;
    private final boolean runners;

    private K6Script(Scenario scenario, String baseUrl, boolean runners) {
        this.scenario = scenario;
        this.baseUrl = baseUrl;
        this.tags = K6Tags.of(scenario);
        this.runners = runners;
        this.options = new K6Options(scenario, tags, runners);
    }

    /**
     * A script for a user of k6.
     *
     * @param baseUrl scheme, host and port, unless BASE_URL is set in k6's environment
     * @throws InvalidInput naming every step that k6 cannot make
     */
    public static String of(Scenario scenario, String baseUrl) {
        return new K6Script(Exportable.checked(scenario, "k6"), baseUrl, false).text();
    }

    /**
     * A script for several runners at once. Each prints its summary between {@link #SUMMARY_BEGIN} and
     * {@link #SUMMARY_END}, with enough quantiles of each step and tenant to merge them ({@link K6Quantiles}).
     *
     * @throws InvalidInput naming every step that k6 cannot make
     */
    public static String forRunners(Scenario scenario, String baseUrl) {
        return new K6Script(Exportable.checked(scenario, "k6"), baseUrl, true).text()
                + "\n"
                + resource("k6-summary.js");
    }

    private String text() {
        K6Flows flows = new K6Flows(scenario, tags);
        return String.join(
                "\n",
                notes(flows.notes()),
                IMPORTS,
                "const BASE_URL = (__ENV.BASE_URL || " + JavaScript.text(baseUrl) + ").replace(/\\/+$/, '');",
                "const SEED = " + (int) (scenario.seed() ^ (scenario.seed() >>> 32)) + ";",
                "const TIMEOUT = " + JavaScript.text(K6Options.duration(timeout(scenario))) + ";",
                "const REDIRECTS = " + scenario.http().redirectsMax() + ";",
                "const OK = http.expectedStatuses({ min: 100, max: 399 });",
                "const ERROR_CLASSES = " + JavaScript.texts(K6Tags.ERROR_CLASSES) + ";",
                "const ABSENT = ['CONNECTION_FAILED', 'NAME_UNRESOLVED', 'TLS_FAILED'];",
                "const TENANTS = " + tenants() + ";",
                "const CELL_TENANTS = " + (runners ? new K6Submetrics(scenario).tenants() : 0) + ";",
                "const FEEDERS = [" + feeders() + "];",
                "const FLOWS = " + flows.text() + ";",
                "",
                "export const options = " + options.text() + ";",
                "",
                resource("k6-user.js"));
    }

    private String notes(List<String> ofFlows) {
        StringBuilder notes = new StringBuilder();
        String about = scenario.description() == null || scenario.description().isBlank()
                ? ""
                : ": " + scenario.description().strip();
        line(notes, "Scenario " + scenario.name() + about);
        line(notes, "Exported by Belastbar. What differs from a run of Belastbar itself:");
        line(
                notes,
                "- k6 counts http_req_duration from the send. Belastbar counts response time from the intended start, so"
                        + " a stalled target looks better here.");
        options.notes().forEach(note -> line(notes, "- " + note));
        ofFlows.forEach(note -> line(notes, "- " + note));
        return notes.toString();
    }

    private static void line(StringBuilder notes, String text) {
        notes.append("// ").append(JavaScript.comment(text)).append('\n');
    }

    private String tenants() {
        String from = scenario.tenants().from();
        return "{ variable: " + JavaScript.text(scenario.tenants().variable()) + ", from: "
                + (from == null ? "null" : JavaScript.text(from)) + ", names: "
                + JavaScript.texts(scenario.tenants().names()) + " }";
    }

    private String feeders() {
        return scenario.feeders().stream().map(K6Script::feeder).collect(Collectors.joining());
    }

    private static String feeder(Feeder feeder) {
        String rows = feeder.rows().stream()
                .map(row -> "        " + JavaScript.texts(row))
                .collect(Collectors.joining(",\n"));
        String name = JavaScript.text(feeder.name());
        return "\n  {\n    name: " + name + ",\n    order: '" + feeder.order() + "',\n    columns: "
                + JavaScript.texts(feeder.columns()) + ",\n    rows: new SharedArray(" + name + ", () => [\n" + rows
                + ",\n    ]),\n  },\n";
    }

    static Duration timeout(Scenario scenario) {
        return scenario.timeout() == null ? TIMEOUT_DEFAULT : scenario.timeout();
    }

    private static String resource(String name) {
        try (InputStream stream = K6Script.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + " of our own jar", unreadable);
        }
    }
}
