package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.fault.action.SimulatorErrors;
import io.belastbar.chaos.fault.action.SimulatorFault;
import io.belastbar.chaos.fault.action.SimulatorHang;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** A simulator's control address ({@code /control}), which is a registered target. */
@ApplicationScoped
public class SimulatorDriver implements FaultDriver<SimulatorFault> {
    private final TargetClient targets;
    private final ChaosConfig config;
    private final ObjectMapper json;
    private final InstantSource clock = InstantSource.system();

    SimulatorDriver(TargetClient targets, ChaosConfig config, ObjectMapper json) {
        this.targets = targets;
        this.config = config;
        this.json = json;
    }

    @Override
    public Class<SimulatorFault> action() {
        return SimulatorFault.class;
    }

    @Override
    public Optional<Sentence> impossible(String system, SimulatorFault action) {
        return Optional.empty();
    }

    /** The fault's id is the token by which it is taken back: a target that already heard of that refuses. */
    @Override
    public void inject(UUID fault, SimulatorFault action, Instant notAfter) throws IOException, InterruptedException {
        ObjectNode body = json.createObjectNode().put("token", fault.toString());
        behaviour(action, body);
        body.put("expiresAfterMs", Duration.between(clock.instant(), notAfter).toMillis())
                .put("notAfter", notAfter.toString());
        send(action, HttpCall.send("PUT", "/control", "application/json", body.toString()));
    }

    private static void behaviour(SimulatorFault action, ObjectNode body) {
        switch (action) {
            case SimulatorLatency slow -> {
                body.put("latencyMs", slow.latencyMs());
                if (slow.jitterMs() > 0) {
                    body.put("latencyJitterMs", slow.jitterMs());
                }
            }
            case SimulatorErrors failing -> body.put("errorRate", 1);
            case SimulatorHang silent -> body.put("hangRate", 1);
        }
        if (action.percentage() < 100) {
            body.put("share", action.percentage() / 100);
        }
    }

    @Override
    public void clear(UUID fault, SimulatorFault action) throws IOException, InterruptedException {
        send(
                action,
                HttpCall.send("POST", "/control/reset", "application/json", "{\"token\":\"%s\"}".formatted(fault)));
    }

    @Override
    public boolean isCleared(UUID fault, SimulatorFault action) throws IOException, InterruptedException {
        HttpAnswer answer = send(action, HttpCall.get("/control"));
        return !json.readTree(answer.body()).path("token").asText().equals(fault.toString());
    }

    private HttpAnswer send(SimulatorFault action, HttpCall call) throws IOException, InterruptedException {
        HttpAnswer answer = targets.send(action.target(), null, call.within(config.controlTimeout()));
        if (!answer.isSuccess()) {
            throw new IOException(action.target() + call.path() + " answered " + answer.status());
        }
        return answer;
    }
}
