package io.belastbar.load.export;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scenario as a Hyperfoil benchmark, for Hyperfoil 0.25 and newer. What Hyperfoil cannot do as we do it stands as a
 * comment at its top.
 *
 * @param name under which a controller knows it
 * @param yaml the document
 * @param phases what each phase of the results is about
 */
public record HyperfoilBenchmark(String name, String yaml, List<Phase> phases) {

    private static final int USERS_MAX = 10_000;
    private static final int CONNECTIONS_MAX = 10_000;

    public HyperfoilBenchmark {
        phases = List.copyOf(phases);
    }

    /**
     * What a phase of the results is about.
     *
     * @param name as the controller tells it
     * @param tenant index into the scenario's tenants; 0 if the tenants are not told apart
     * @param start since the start of the run
     */
    public record Phase(String name, int tenant, Duration start) {}

    /**
     * Steps become metrics under their own names.
     *
     * @param target scheme, host and port
     * @throws InvalidInput naming every step that Hyperfoil cannot make
     */
    public static HyperfoilBenchmark of(Scenario scenario, URI target) {
        return of(scenario, target, scenario.name());
    }

    /** Under another name than the scenario's, which a controller that others use too may know already. */
    public static HyperfoilBenchmark of(Scenario scenario, URI target, String name) {
        Exportable.checked(scenario, "Hyperfoil");
        HyperfoilSla sla = new HyperfoilSla(scenario);
        HyperfoilFlows flows = new HyperfoilFlows(scenario, sla);
        HyperfoilPhases phases = new HyperfoilPhases(scenario, flows);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("http", http(scenario, target));
        document.put("ergonomics", ergonomics(scenario));
        document.put("phases", phases.documents());
        List<String> notes = new ArrayList<>(notes(scenario));
        notes.addAll(phases.notes());
        notes.addAll(flows.notes());
        notes.addAll(sla.notes());
        return new HyperfoilBenchmark(name, comments(scenario, notes) + YamlText.of(document), phases.phases());
    }

    private static Map<String, Object> http(Scenario scenario, URI target) {
        Duration timeout = K6Script.timeout(scenario);
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("host", target.getScheme() + "://" + target.getRawAuthority());
        http.put(
                "sharedConnections",
                new LoadSizing(scenario, USERS_MAX, CONNECTIONS_MAX)
                        .connections(timeout)
                        .count());
        http.put("allowHttp1x", scenario.http().version() == HttpVersion.HTTP_1_1);
        http.put("allowHttp2", scenario.http().version() == HttpVersion.HTTP_2);
        http.put("requestTimeout", K6Options.duration(timeout));
        return http;
    }

    private static Map<String, Object> ergonomics(Scenario scenario) {
        Map<String, Object> ergonomics = new LinkedHashMap<>();
        ergonomics.put("repeatCookies", false);
        ergonomics.put("userAgentFromSession", false);
        ergonomics.put("autoRangeCheck", false);
        ergonomics.put("stopOnInvalid", needsEarlierAnswers(scenario));
        ergonomics.put("followRedirect", scenario.http().redirectsMax() > 0 ? "ALWAYS" : "NEVER");
        return ergonomics;
    }

    /** A request with an unknown variable would end Hyperfoil's whole phase, so it must not be reached. */
    private static boolean needsEarlierAnswers(Scenario scenario) {
        Set<String> extracted = new HashSet<>();
        scenario.sends()
                .forEach(send -> extracted.addAll(((RequestStep) send).extract().keySet()));
        return scenario.sends().stream()
                .flatMap(send -> send.variables().stream())
                .anyMatch(extracted::contains);
    }

    private static List<String> notes(Scenario scenario) {
        List<String> notes = new ArrayList<>();
        notes.add("Hyperfoil counts response time from the send; the wait for a connection is in its blocked time only."
                + " Belastbar counts from the intended start, so a stalled target looks better here.");
        if (needsEarlierAnswers(scenario)) {
            notes.add("After a failed answer Hyperfoil gives the iteration up, and with a number of iterations for each"
                    + " user those that are left too; Belastbar goes on with the steps that do not need what is"
                    + " missing.");
        }
        if (scenario.http().verifyTls()) {
            notes.add("Hyperfoil trusts every certificate.");
        }
        return notes;
    }

    private static String comments(Scenario scenario, List<String> notes) {
        StringBuilder text = new StringBuilder();
        String about = scenario.description() == null || scenario.description().isBlank()
                ? ""
                : ": " + scenario.description().strip();
        line(text, "Scenario " + scenario.name() + about);
        line(text, "Exported by Belastbar. What differs from a run of Belastbar itself:");
        notes.stream().distinct().forEach(note -> line(text, "- " + note));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("# ").append(JavaScript.comment(line)).append('\n');
    }
}
