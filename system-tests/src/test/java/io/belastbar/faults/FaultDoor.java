package io.belastbar.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.running.RunningPlatform;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The door of chaos-service, through which faults are ordered; it may be away at any moment. */
final class FaultDoor {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The sample with all that is broken here. */
    private static final String SYSTEM = """
            {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer","redis":"smartbav-redis",
            "proxies":"smartbav-proxies","control":"smartbav-control","probe":"smartbav-probe"}}""";

    private final Path home;

    FaultDoor(Path home) {
        this.home = home;
    }

    void describeTheSystem() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                RunningPlatform.of(home).send("engineer", "PUT", "chaos", "/api/v1/systems/smartbav", SYSTEM);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("the system is not described: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The answer with its status, or why there is none. */
    Ordered order(OrderedFault fault, int seconds) throws InterruptedException {
        try {
            HttpResponse<String> answer = RunningPlatform.of(home)
                    .send("operator", "POST", "chaos", "/api/v1/systems/smartbav/faults", fault.order(seconds));
            return new Ordered(fault, answer.statusCode(), answer.body());
        } catch (IOException away) {
            return new Ordered(fault, 0, away.toString());
        }
    }

    /** Takes a fault back. */
    void cancel(String id) throws IOException, InterruptedException {
        RunningPlatform.of(home).send("operator", "DELETE", "chaos", "/api/v1/faults/" + id, "");
    }

    /** The status of its answer. */
    int killSwitch(String method, String body) throws IOException, InterruptedException {
        return RunningPlatform.of(home)
                .send("operator", method, "chaos", "/api/v1/kill-switch", body)
                .statusCode();
    }

    /** @param status 0 without an answer */
    record Ordered(OrderedFault fault, int status, String said) {
        /** It was in force when this was said. */
        boolean isActive() {
            return status == 201 && said.contains("\"state\":\"ACTIVE\"");
        }

        String id() throws IOException {
            return JSON.readTree(said).path("id").asText();
        }

        Instant deadline() throws IOException {
            return Instant.parse(JSON.readTree(said).path("deadline").asText());
        }
    }

    /** Those that were planned since; empty while nobody answers. */
    Optional<List<JsonNode>> since(Instant begun) throws InterruptedException {
        try {
            RunningPlatform platform = RunningPlatform.of(home);
            HttpResponse<String> answer = platform.get("chaos", "/api/v1/systems/smartbav/faults?limit=50");
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            var found = new ArrayList<JsonNode>();
            for (JsonNode fault : JSON.readTree(answer.body()).path("items")) {
                if (!Instant.parse(fault.path("plannedAt").asText()).isBefore(begun)) {
                    found.add(fault);
                }
            }
            return Optional.of(found);
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** What the door says of them that is no end, or not true. */
    static List<String> untrue(List<JsonNode> faults, Set<String> active) {
        var untrue = new ArrayList<String>();
        for (JsonNode fault : faults) {
            String reason = fault.path("endReason").asText();
            boolean whole = fault.path("state").asText().equals("ENDED")
                    && fault.hasNonNull("endedAt")
                    && Set.of("EXPIRED", "FAILED").contains(reason);
            boolean asSaid = !active.contains(fault.path("id").asText()) || reason.equals("EXPIRED");
            if (!whole || !asSaid) {
                untrue.add("the door says " + fault);
            }
        }
        return untrue;
    }
}
