package io.belastbar.chaos.chaostoolkit.writing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.chaos.chaostoolkit.writing.WrittenExperiment.Placed;
import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.machine.Outcome;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A game day as Chaos Toolkit would have told of it, for the tools that read its journals. Its words are kept: a hypothesis
 * that is missed before is {@code failed}, one that is missed afterwards has {@code deviated}; an end that somebody
 * asked for is {@code interrupted}, one that came of a failing activity {@code aborted}.
 */
public final class Journal {
    /** Of the format, which readers ask for; not of a library. */
    private static final String FORMAT = "1.0.0";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> ENDS = Set.of(
            Note.Kind.STEP_DONE.name(),
            Note.Kind.STEP_NOT_DONE.name(),
            Note.Kind.EXPECTATION_MET.name(),
            Note.Kind.EXPECTATION_MISSED.name(),
            Note.Kind.EXPECTATION_UNKNOWN.name());

    private final WrittenExperiment experiment;
    private final List<GameDayEvent> events;

    /** What a game day came to. */
    public record End(Outcome outcome, Instant started, Instant finished, String software) {}

    private Journal(WrittenExperiment experiment, List<GameDayEvent> events) {
        this.experiment = experiment;
        this.events = events;
    }

    /** @param events everything that happened, in order */
    public static ObjectNode write(WrittenExperiment experiment, End end, List<GameDayEvent> events) {
        return new Journal(experiment, events).write(end);
    }

    private ObjectNode write(End end) {
        ObjectNode root = NODES.objectNode()
                .put("chaoslib-version", FORMAT)
                .put("platform", "belastbar " + end.software())
                .put("node", "chaos-service");
        root.set("experiment", experiment.experiment());
        timed(root, end.started(), end.finished());
        root.put("status", status(end.outcome()));
        root.put("deviated", deviated());
        root.set("steady_states", steadyStates());
        root.set("run", activities(Role.METHOD));
        root.set("rollbacks", activities(Role.ROLLBACK));
        return root;
    }

    private String status(Outcome outcome) {
        if (happened(Note.Kind.NOT_STEADY)) {
            return "failed";
        }
        if (happened(Note.Kind.ABORT_REQUESTED) || happened(Note.Kind.STOP_CONDITION_MET)) {
            return "interrupted";
        }
        if (outcome == Outcome.ABORTED || happened(Note.Kind.STEP_NOT_DONE)) {
            return "aborted";
        }
        return outcome == Outcome.FAILED ? "failed" : "completed";
    }

    private boolean deviated() {
        return happened(Note.Kind.NOT_REGAINED)
                || happened(Note.Kind.STOP_CONDITION_MET)
                || happened(Note.Kind.EXPECTATION_MISSED);
    }

    private boolean happened(Note.Kind kind) {
        return event(kind).isPresent();
    }

    private Optional<GameDayEvent> event(Note.Kind... kinds) {
        return events.stream()
                .filter(event -> Stream.of(kinds).anyMatch(kind -> kind.name().equals(event.phase())))
                .findFirst();
    }

    /** After the method if it was looked at there, else after everything was taken back. */
    private ObjectNode steadyStates() {
        ObjectNode states = NODES.objectNode();
        proof("STEADY_STATE", Note.Kind.STEADY, Note.Kind.NOT_STEADY).ifPresent(state -> states.set("before", state));
        Optional<ObjectNode> regained = proof("VERIFYING", Note.Kind.REGAINED, Note.Kind.NOT_REGAINED);
        ArrayNode after = activities(Role.AFTER);
        if (!after.isEmpty()) {
            boolean met = Stream.iterate(0, i -> i < after.size(), i -> i + 1)
                    .allMatch(i -> after.get(i).path("tolerance_met").asBoolean());
            states.set("after", state(met, after));
            regained.ifPresent(state -> states.set("regained", state));
        } else {
            regained.ifPresent(state -> states.set("after", state));
        }
        ArrayNode during = NODES.arrayNode();
        event(Note.Kind.STOP_CONDITION_MET)
                .ifPresent(event ->
                        during.add(state(false, NODES.arrayNode().add(result(event.subject(), event.at(), event)))));
        return states.set("during", during);
    }

    private static ObjectNode state(boolean met, ArrayNode probes) {
        return NODES.objectNode().put("steady_state_met", met).set("probes", probes);
    }

    private Optional<ObjectNode> proof(String phase, Note.Kind proven, Note.Kind missed) {
        return event(proven, missed).map(end -> {
            Instant start = events.stream()
                    .filter(event -> event.phase().equals(Note.Kind.PHASE_ENTERED.name())
                            && event.subject().equals(phase))
                    .map(GameDayEvent::at)
                    .findFirst()
                    .orElse(end.at());
            ArrayNode probes = NODES.arrayNode();
            experiment.activities().forEach((name, placed) -> {
                String seen = end.details().get(name);
                if (placed.role() == Role.BEFORE && seen != null) {
                    probes.add(probe(placed, seen, start, end.at()));
                }
            });
            return state(end.phase().equals(proven.name()), probes);
        });
    }

    /** @param seen HOLDS, NOT_YET, VIOLATED or UNKNOWN, a colon and what was measured */
    private static ObjectNode probe(Placed placed, String seen, Instant start, Instant end) {
        boolean met = seen.startsWith("HOLDS");
        ObjectNode probe = NODES.objectNode();
        probe.set("activity", placed.activity());
        probe.put("status", seen.startsWith("UNKNOWN") ? "failed" : "succeeded");
        timed(probe, start, end);
        return probe.put("tolerance_met", met).put("output", seen.replaceFirst("^[A-Z_]+: ", ""));
    }

    private ArrayNode activities(Role role) {
        ArrayNode all = NODES.arrayNode();
        experiment.activities().forEach((name, placed) -> {
            if (placed.role() == role) {
                events.stream()
                        .filter(event ->
                                ENDS.contains(event.phase()) && event.subject().equals(name))
                        .findFirst()
                        .ifPresent(end -> all.add(result(name, begun(name, end.at()), end)));
            }
        });
        return all;
    }

    private Instant begun(String name, Instant otherwise) {
        return events.stream()
                .filter(event -> event.phase().equals(Note.Kind.STEP_BEGUN.name())
                        && event.subject().equals(name))
                .map(GameDayEvent::at)
                .findFirst()
                .orElse(otherwise);
    }

    private ObjectNode result(String name, Instant start, GameDayEvent end) {
        Optional<Placed> placed = Optional.ofNullable(experiment.activities().get(name));
        boolean good =
                end.phase().equals(Note.Kind.STEP_DONE.name()) || end.phase().equals(Note.Kind.EXPECTATION_MET.name());
        ObjectNode result = NODES.objectNode();
        result.set(
                "activity",
                placed.map(Placed::activity).orElse(NODES.objectNode().put("name", name)));
        result.put("status", good ? "succeeded" : "failed");
        timed(result, start, end.at());
        if (!end.phase().startsWith("STEP_")) {
            result.put("tolerance_met", good);
        }
        result.set("output", output(end.details()));
        if (!good) {
            String why = end.details().getOrDefault("reason", end.details().getOrDefault("measured", end.phase()));
            result.set("exception", NODES.arrayNode().add(why));
        }
        return result;
    }

    private static ObjectNode output(Map<String, String> details) {
        ObjectNode output = NODES.objectNode();
        details.forEach((name, value) -> {
            if (name.equals("status") && value.matches("\\d{3}")) {
                output.put(name, Integer.parseInt(value));
            } else if (!name.equals("subject")) {
                output.put(name, value);
            }
        });
        return output;
    }

    private static void timed(ObjectNode node, Instant start, Instant end) {
        node.put("start", start.toString());
        node.put("end", end.toString());
        node.put("duration", BigDecimal.valueOf(Duration.between(start, end).toMillis(), 3));
    }
}
