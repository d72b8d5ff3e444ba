package io.belastbar.chaos.fault;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;

/** The control address of an insurer simulator, which is a registered target. Blocks: for virtual threads. */
@ApplicationScoped
public class InsurerControlClient {
    private final TargetClient targets;
    private final ChaosConfig config;

    InsurerControlClient(TargetClient targets, ChaosConfig config) {
        this.targets = targets;
        this.config = config;
    }

    /**
     * Makes it slow; it recovers by itself when it hears nothing. The fault's id is the token by which it is taken
     * back: a target that already heard of that refuses.
     */
    void slowDown(Fault fault, Instant now) throws IOException, InterruptedException {
        String body = "{\"token\":\"%s\",\"latencyMs\":%d,\"expiresAfterMs\":%d,\"notAfter\":\"%s\"}"
                .formatted(fault.id(), fault.latencyMs(), fault.deadMan(now).toMillis(), fault.notAfter());
        send(fault, "PUT", "/control", body);
    }

    /** Takes this fault back, also when its command arrives only later; a newer fault stays. Twice does no harm. */
    void reset(Fault fault) throws IOException, InterruptedException {
        send(fault, "POST", "/control/reset", "{\"token\":\"%s\"}".formatted(fault.id()));
    }

    private void send(Fault fault, String method, String path, String body) throws IOException, InterruptedException {
        var answer = targets.send(
                fault.target(),
                null,
                HttpCall.send(method, path, "application/json", body).within(config.controlTimeout()));
        if (!answer.isSuccess()) {
            throw new IOException(fault.target() + path + " answered " + answer.status());
        }
    }
}
