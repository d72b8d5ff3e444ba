package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.fault.action.FaultAction.AtProxies;
import io.belastbar.chaos.fault.action.Partition;
import io.belastbar.chaos.fault.action.ProxyDown;
import io.belastbar.chaos.fault.action.ProxyToxic;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A fault proxy with Toxiproxy's API. That API knows no tokens, so a toxic is made in two steps: first with a toxicity of 0,
 * which does nothing, under the fault's id, and then it is brought into force. What arrives after it was taken back finds no
 * toxic, or makes one that does nothing.
 */
@ApplicationScoped
public class ProxyDriver implements FaultDriver<AtProxies> {
    private static final List<String> BOTH = List.of("upstream", "downstream");
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ControlCalls calls;
    private final OwnAddresses own;
    private final ChaosConfig config;
    private final ObjectMapper json;
    private final InstantSource clock = InstantSource.system();

    ProxyDriver(ControlCalls calls, OwnAddresses own, ChaosConfig config, ObjectMapper json) {
        this.calls = calls;
        this.own = own;
        this.config = config;
        this.json = json;
    }

    @Override
    public Class<AtProxies> action() {
        return AtProxies.class;
    }

    @Override
    public Optional<Sentence> impossible(String system, AtProxies action) throws InterruptedException {
        try {
            for (String proxy : action.proxies()) {
                JsonNode found = calls.send(action.target(), HttpCall.get(path(proxy)), limit(), Set.of(NOT_FOUND));
                Optional<Sentence> refused = found.has("upstream")
                        ? own.refusal(found.path("upstream").asText())
                        : Optional.of(NotHere.noSuch("proxy", proxy, action.target(), names(action)));
                if (refused.isEmpty() && !found.path("enabled").asBoolean(true)) {
                    refused = Optional.of(NotHere.because(
                            "the proxy " + proxy + " is down already",
                            "der Proxy " + proxy + " schon abgeschaltet ist",
                            "enable it first",
                            "schalten Sie ihn zuerst ein"));
                }
                if (refused.isPresent()) {
                    return refused;
                }
            }
            return Optional.empty();
        } catch (IOException silent) {
            return Optional.of(NotHere.silent(action.target(), silent));
        }
    }

    private List<String> names(AtProxies action) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        calls.send(action.target(), HttpCall.get("/proxies")).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public void inject(UUID fault, AtProxies action, Instant notAfter) throws IOException, InterruptedException {
        switch (action) {
            case ProxyDown down -> change(down, false, ttl(notAfter));
            case Partition partition -> {
                for (String proxy : partition.proxies()) {
                    for (String direction : BOTH) {
                        ObjectNode toxic = toxic(fault, "timeout", direction, notAfter);
                        toxic.putObject("attributes").put("timeout", 0);
                        prepare(action, proxy, toxic);
                    }
                }
                // All are there before the first acts: what is half a partition is over again soon.
                for (String proxy : partition.proxies()) {
                    for (String direction : BOTH) {
                        bringIntoForce(action, proxy, name(fault, direction), 1);
                    }
                }
            }
            case ProxyToxic one -> {
                String direction = one.stream().name().toLowerCase(Locale.ROOT);
                ObjectNode toxic = toxic(fault, one.toxic().text(), direction, notAfter);
                ObjectNode attributes = toxic.putObject("attributes");
                one.values().forEach((attribute, value) -> attributes.put(attribute.nameInApi(), value));
                prepare(action, one.proxy(), toxic);
                bringIntoForce(action, one.proxy(), name(fault, direction), one.percentage() / 100);
            }
        }
    }

    private ObjectNode toxic(UUID fault, String type, String direction, Instant notAfter) throws IOException {
        return json.createObjectNode()
                .put("name", name(fault, direction))
                .put("type", type)
                .put("stream", direction)
                .put("toxicity", 0)
                .put("ttl", ttl(notAfter));
    }

    private void prepare(AtProxies action, String proxy, ObjectNode toxic) throws IOException, InterruptedException {
        // 409: it was made before, by a call whose answer was lost.
        calls.send(action.target(), post(path(proxy) + "/toxics", toxic), limit(), Set.of(CONFLICT));
    }

    private void bringIntoForce(AtProxies action, String proxy, String name, double toxicity)
            throws IOException, InterruptedException {
        calls.send(
                action.target(),
                post(path(proxy) + "/toxics/" + name, json.createObjectNode().put("toxicity", toxicity)));
    }

    private void change(ProxyDown action, boolean enabled, long ttl) throws IOException, InterruptedException {
        ObjectNode wanted = json.createObjectNode().put("enabled", enabled);
        if (!enabled) {
            wanted.put("ttl", ttl);
        }
        calls.send(action.target(), post(path(action.proxy()), wanted));
    }

    /** A proxy that is gone has no fault. */
    @Override
    public void clear(UUID fault, AtProxies action) throws IOException, InterruptedException {
        if (action instanceof ProxyDown down) {
            calls.send(
                    down.target(),
                    post(path(down.proxy()), json.createObjectNode().put("enabled", true)),
                    limit(),
                    Set.of(NOT_FOUND));
            return;
        }
        for (String proxy : action.proxies()) {
            for (String direction : BOTH) {
                HttpCall get = HttpCall.get(path(proxy) + "/toxics/" + name(fault, direction));
                HttpCall delete =
                        new HttpCall("DELETE", get.path(), get.headers(), null, get.timeout(), get.answerMax());
                calls.send(action.target(), delete, limit(), Set.of(NOT_FOUND));
            }
        }
    }

    @Override
    public boolean isCleared(UUID fault, AtProxies action) throws IOException, InterruptedException {
        for (String proxy : action.proxies()) {
            JsonNode found = calls.send(action.target(), HttpCall.get(path(proxy)), limit(), Set.of(NOT_FOUND));
            if (action instanceof ProxyDown && !found.path("enabled").asBoolean(true)) {
                return false;
            }
            for (JsonNode toxic : found.path("toxics")) {
                if (toxic.path("name").asText().startsWith(fault.toString())
                        && toxic.path("toxicity").asDouble() > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private Duration limit() {
        return config.controlTimeout();
    }

    /** @throws IOException if there is no time left: the proxy reads 0 as for ever */
    private long ttl(Instant notAfter) throws IOException {
        long left = Duration.between(clock.instant(), notAfter).toMillis();
        if (left < 1) {
            throw new IOException("its time is over");
        }
        return left;
    }

    private static String name(UUID fault, String direction) {
        return fault + "-" + direction;
    }

    private static String path(String proxy) {
        return "/proxies/" + HttpCall.encoded(proxy);
    }

    private static HttpCall post(String path, ObjectNode body) {
        return HttpCall.send("POST", path, "application/json", body.toString());
    }
}
