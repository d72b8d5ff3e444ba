package io.belastbar.chaos.chaostoolkit.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.http.HttpProbe;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.web.outbound.HttpCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what a runbook does as http activities that Chaos Toolkit carries out: faults, loads and analyses by the doors of
 * this platform. Addresses and secrets come from the environment of who runs it.
 */
final class ActivityWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String OPERATOR = "belastbar_operator";

    private final String system;
    private final Map<String, String> addresses = new TreeMap<>();
    private final TreeSet<String> credentials = new TreeSet<>();

    ActivityWriter(String system) {
        this.system = system;
    }

    /** Where the addresses come from. */
    ObjectNode configuration() {
        ObjectNode all = NODES.objectNode();
        addresses.forEach((name, key) ->
                all.set(name, NODES.objectNode().put("type", "env").put("key", key)));
        return all;
    }

    /** Where the secrets come from; never a secret. */
    ObjectNode secrets() {
        ObjectNode all = NODES.objectNode();
        credentials.forEach(name -> all.set(
                name,
                NODES.objectNode()
                        .set(
                                word(name) + "_token",
                                NODES.objectNode().put("type", "env").put("key", key(name) + "_TOKEN"))));
        return all;
    }

    /** Empty if Chaos Toolkit has no word for it. */
    Optional<ObjectNode> action(String name, Deed deed) {
        Optional<ObjectNode> provider =
                switch (deed) {
                    case Deed.Inject inject -> Optional.of(injection(inject));
                    case Deed.Call call -> Optional.of(call(call));
                    case Deed.Operate operate -> Optional.of(operation(operate));
                    case Deed.StartLoad load ->
                        Optional.of(door(
                                "loadtest", "/test-runs", NODES.objectNode().put("scenario", load.scenario()), 202));
                    case Deed.Analyse analyse ->
                        Optional.of(door("profiling", "/database-checks", NODES.objectNode(), 202));
                    case Deed.Check check -> Optional.empty();
                    case Deed.Clear clear -> Optional.empty();
                    case Deed.Confirm confirm -> Optional.empty();
                    case Deed.Wait wait -> Optional.empty();
                    case Deed.ChangeIndex change -> Optional.empty();
                };
        return provider.map(how ->
                NODES.objectNode().put("type", "action").put("name", name).set("provider", how));
    }

    /** Empty if Chaos Toolkit has no word for it. */
    Optional<ObjectNode> probe(String name, Expectation expectation) {
        if (!(expectation instanceof HttpProbe probe)
                || probe.request().login().isPresent()
                || probe.json().isPresent()
                        && probe.equal().isEmpty()
                        && probe.status().size() > 1) {
            return Optional.empty();
        }
        ObjectNode activity = NODES.objectNode().put("type", "probe").put("name", name);
        activity.set("tolerance", tolerance(probe));
        activity.set("provider", request(probe.request()));
        return Optional.of(activity);
    }

    private static JsonNode tolerance(HttpProbe probe) {
        if (probe.json().isEmpty()) {
            return probe.status().size() == 1
                    ? NODES.numberNode(probe.status().getFirst())
                    : probe.status().stream()
                            .collect(NODES::arrayNode, (list, code) -> list.add(code), (a, b) -> a.addAll(b));
        }
        ObjectNode path = NODES.objectNode()
                .put("type", "jsonpath")
                .put("path", probe.json().get())
                .put("target", "body");
        probe.equal().ifPresent(value -> path.set("expect", NODES.arrayNode().add(value)));
        return path;
    }

    private ObjectNode request(Request request) {
        ObjectNode provider = http(request.method(), "${" + address(request.target()) + "}" + request.path())
                .put("timeout", seconds(request.timeout()));
        ObjectNode headers = NODES.objectNode();
        request.as().ifPresent(name -> headers.put("Authorization", authorization(name)));
        request.body().ifPresent(body -> {
            headers.put("Content-Type", "application/json; charset=utf-8");
            provider.put("arguments", body);
        });
        return headers.isEmpty() ? provider : provider.set("headers", headers);
    }

    private ObjectNode call(Deed.Call call) {
        ObjectNode provider = http(call.method(), "${" + address(call.target()) + "}" + call.path());
        ObjectNode headers = NODES.objectNode();
        call.headers().forEach(headers::put);
        call.credentials().ifPresent(name -> headers.put("Authorization", authorization(name)));
        boolean message = call.purpose() == Deed.Purpose.NOTIFY || call.purpose() == Deed.Purpose.CHANNEL;
        call.body().ifPresent(body -> {
            headers.put("Content-Type", call.contentType());
            provider.set("arguments", message ? NODES.objectNode().put("text", body) : NODES.textNode(body));
        });
        return headers.isEmpty() ? provider : provider.set("headers", headers);
    }

    private ObjectNode operation(Deed.Operate operate) {
        String path = "/children/" + operate.child().map(HttpCall::encoded).orElseGet(() -> inTheRole(operate)) + "/"
                + operate.operation().name().toLowerCase(Locale.ROOT);
        ObjectNode provider = http("POST", "${" + address(operate.target()) + "}" + path);
        return provider.set("headers", NODES.objectNode().put("Authorization", authorization(operate.target())));
    }

    /** Whoever runs it elsewhere says which one is in the role then. */
    private String inTheRole(Deed.Operate operate) {
        String role = operate.role().orElseThrow();
        String place = "belastbar_" + role;
        addresses.put(place, "BELASTBAR_" + role.toUpperCase(Locale.ROOT) + "_CHILD");
        return "${" + place + "}";
    }

    private ObjectNode injection(Deed.Inject inject) {
        ObjectNode fault = NODES.objectNode()
                .put("type", inject.action().type())
                .put("target", inject.action().target());
        inject.action().parameters().forEach((name, value) -> fault.set(name, NODES.pojoNode(value)));
        fault.put("durationSeconds", inject.duration().toSeconds());
        return door("chaos", "/faults", fault, 201);
    }

    private ObjectNode door(String service, String path, ObjectNode body, int status) {
        String place = "belastbar_" + service;
        addresses.put(place, "BELASTBAR_" + service.toUpperCase(Locale.ROOT) + "_URL");
        ObjectNode provider = http("POST", "${" + place + "}/api/v1/systems/" + HttpCall.encoded(system) + path);
        provider.put("expected_status", status);
        provider.set(
                "headers",
                NODES.objectNode()
                        .put("Content-Type", "application/json")
                        .put("Authorization", authorization(OPERATOR)));
        return provider.set("arguments", body);
    }

    private static ObjectNode http(String method, String url) {
        return NODES.objectNode().put("type", "http").put("method", method).put("url", url);
    }

    private String address(String target) {
        String name = "target_" + word(target);
        addresses.put(name, "TARGET_" + key(target) + "_URL");
        return name;
    }

    private String authorization(String credential) {
        credentials.add(credential);
        return "Bearer ${" + word(credential) + "_token}";
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    }

    private static String word(String name) {
        String word = name.replaceAll("[^A-Za-z0-9_]", "_");
        return word.matches("[A-Za-z_].*") ? word : "_" + word;
    }

    private static String key(String name) {
        return word(name).toUpperCase(Locale.ROOT);
    }
}
