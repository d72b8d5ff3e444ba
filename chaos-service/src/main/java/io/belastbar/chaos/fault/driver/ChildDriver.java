package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.fault.action.ChildFault;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The control door of whoever runs the system's processes: the target is its address, the fault's id its token there. */
@ApplicationScoped
public class ChildDriver implements FaultDriver<ChildFault> {
    /** A database takes its time to stop in good order, and to start. */
    private static final Duration CHANGE_LIMIT = Duration.ofSeconds(11);

    private static final int NOT_FOUND = 404;

    private final ControlCalls calls;
    private final OwnAddresses own;
    private final ObjectMapper json;
    private final InstantSource clock = InstantSource.system();

    ChildDriver(ControlCalls calls, OwnAddresses own, ObjectMapper json) {
        this.calls = calls;
        this.own = own;
        this.json = json;
    }

    @Override
    public Class<ChildFault> action() {
        return ChildFault.class;
    }

    @Override
    public Optional<Sentence> impossible(String system, ChildFault action) throws InterruptedException {
        try {
            List<JsonNode> all = children(action.target());
            for (String name : named(action)) {
                Optional<JsonNode> found = all.stream()
                        .filter(child -> child.path("name").asText().equals(name))
                        .findFirst();
                Optional<Sentence> refused = found.isEmpty()
                        ? Optional.of(NotHere.noSuch("process", name, action.target(), names(all, action)))
                        : ofKind(found.get(), action);
                if (refused.isPresent()) {
                    return refused;
                }
            }
            return candidates(all, action).isEmpty() ? Optional.of(none(action, all)) : Optional.empty();
        } catch (IOException silent) {
            return Optional.of(NotHere.silent(action.target(), silent));
        }
    }

    private static List<String> named(ChildFault action) {
        List<String> named = new ArrayList<>(action.which().names());
        action.chosen().ifPresent(named::add);
        return named;
    }

    private Optional<Sentence> ofKind(JsonNode child, ChildFault action) {
        String kind = child.path("kind").asText();
        if (!kind.equals(action.kind().atTheDoor())) {
            String name = child.path("name").asText();
            return Optional.of(NotHere.because(
                    "%s is of kind %s".formatted(name, kind),
                    "%s von der Art %s ist".formatted(name, kind),
                    "use a fault for this kind, or name a process of kind "
                            + action.kind().atTheDoor(),
                    "nehmen Sie einen Fehler für diese Art, oder nennen Sie einen Prozess der Art "
                            + action.kind().atTheDoor()));
        }
        return own.refusal(child.path("address").asText());
    }

    private static Sentence none(ChildFault action, List<JsonNode> all) {
        String role = action.which().role().map(each -> " in the role " + each).orElse("");
        String german =
                action.which().role().map(each -> " in der Rolle " + each).orElse("");
        return NotHere.because(
                "no process of kind %s%s runs".formatted(action.kind().atTheDoor(), role),
                "kein Prozess der Art %s%s läuft".formatted(action.kind().atTheDoor(), german),
                "start one, or name another; there are: " + String.join(", ", names(all, action)),
                "starten Sie einen, oder nennen Sie einen anderen; es gibt: " + String.join(", ", names(all, action)));
    }

    private static List<String> names(List<JsonNode> all, ChildFault action) {
        return all.stream()
                .filter(child ->
                        child.path("kind").asText().equals(action.kind().atTheDoor()))
                .map(child -> child.path("name").asText())
                .toList();
    }

    /** In the order of their names, so that a seed chooses the same again whatever the door's order is. */
    private static List<JsonNode> candidates(List<JsonNode> all, ChildFault action) {
        List<String> named = named(action);
        return all.stream()
                .filter(child ->
                        child.path("kind").asText().equals(action.kind().atTheDoor()))
                .filter(child ->
                        named.isEmpty() || named.contains(child.path("name").asText()))
                .filter(child -> action.which()
                        .role()
                        .map(child.path("role").asText()::equals)
                        .orElse(true))
                .filter(child -> child.path("state").asText().equals("RUNNING"))
                .sorted((one, other) ->
                        one.path("name").asText().compareTo(other.path("name").asText()))
                .toList();
    }

    @Override
    public ChildFault settle(String system, ChildFault action, RandomGenerator chance)
            throws IOException, InterruptedException {
        if (action.chosen().isPresent()) {
            return action;
        }
        List<JsonNode> candidates = candidates(children(action.target()), action);
        if (candidates.isEmpty()) {
            throw new IOException("no process is left to choose from");
        }
        long seed = action.which().seed().orElseGet(() -> chance.nextLong(1L << 53));
        int index = new SplittableRandom(seed).nextInt(candidates.size());
        Optional<Long> kept =
                candidates.size() > 1 ? Optional.of(seed) : action.which().seed();
        return action.of(candidates.get(index).path("name").asText(), kept);
    }

    @Override
    public void inject(UUID fault, ChildFault action, Instant notAfter) throws IOException, InterruptedException {
        ObjectNode body = json.createObjectNode()
                .put("token", fault.toString())
                .put("action", action.how().word())
                .put(
                        "expiresAfterMs",
                        Math.max(1, Duration.between(clock.instant(), notAfter).toMillis()))
                .put("notAfter", notAfter.toString());
        calls.send(
                action.target(),
                HttpCall.send("PUT", path(action) + "/fault", "application/json", body.toString()),
                CHANGE_LIMIT,
                Set.of());
    }

    @Override
    public void clear(UUID fault, ChildFault action) throws IOException, InterruptedException {
        HttpCall get = HttpCall.get(path(action) + "/fault?token=" + fault);
        calls.send(
                action.target(),
                new HttpCall("DELETE", get.path(), get.headers(), null, get.timeout(), get.answerMax()),
                CHANGE_LIMIT,
                Set.of(NOT_FOUND));
    }

    @Override
    public boolean isCleared(UUID fault, ChildFault action) throws IOException, InterruptedException {
        return children(action.target()).stream()
                .filter(child ->
                        child.path("name").asText().equals(action.chosen().orElse("")))
                .noneMatch(child -> child.path("fault").asText().equals(fault.toString()));
    }

    private List<JsonNode> children(String door) throws IOException, InterruptedException {
        List<JsonNode> children = new ArrayList<>();
        calls.send(door, HttpCall.get("/children")).path("children").forEach(children::add);
        return children;
    }

    private static String path(ChildFault action) {
        return "/children/" + HttpCall.encoded(action.chosen().orElseThrow());
    }
}
