package io.belastbar.chaos.gameday.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.fault.Fault;
import io.belastbar.chaos.fault.FaultRequest;
import io.belastbar.chaos.fault.FaultState;
import io.belastbar.chaos.fault.Faults;
import io.belastbar.chaos.gameday.act.ChangeIndexes;
import io.belastbar.chaos.gameday.act.FoundByAnalysis;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Does what a step says, once. Blocks: for virtual threads. */
@ApplicationScoped
class DoDeed {
    /** What is asked may be a page of metrics as well as JSON: only its status counts. */
    private static final Map<String, String> ANY_ANSWER = Map.of("Accept", "*/*");

    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private final Faults faults;
    private final TargetClient targets;
    private final PeerClient peers;
    private final ObjectMapper json;
    private final ChangeIndexes indexes;

    DoDeed(Faults faults, TargetClient targets, PeerClient peers, ObjectMapper json, ChangeIndexes indexes) {
        this.faults = faults;
        this.targets = targets;
        this.peers = peers;
        this.json = json;
        this.indexes = indexes;
    }

    /**
     * What is to be told of it.
     *
     * @throws IOException with a sentence part, if it could not be done
     * @throws io.belastbar.web.problem.DomainFailure if it is not allowed or not possible here
     */
    Map<String, String> act(ActiveGameDay day, Step step) throws IOException, InterruptedException {
        return switch (step.deed()) {
            case Deed.Inject inject -> inject(day, step.name(), inject);
            case Deed.Clear clear -> clear(day, clear.step());
            case Deed.Operate operate -> operate(step, operate);
            case Deed.Call call -> call(day, step, call);
            case Deed.StartLoad load -> {
                String path = "/api/v1/systems/" + HttpCall.encoded(day.system()) + "/test-runs";
                JsonNode run = known(peers.post(
                        "loadtest", path, Map.of("scenario", load.scenario()), key(day, step), JsonNode.class));
                String id = UUID.fromString(run.path("runId").asText()).toString();
                day.started(id);
                yield Map.of("testRunId", id, "scenario", load.scenario());
            }
            case Deed.Analyse analyse -> analyse(day, step, analyse.finds());
            case Deed.ChangeIndex change -> indexes.change(change, step.limit());
            case Deed.Wait wait -> {
                Thread.sleep(day.scaled(wait.duration()));
                yield Map.of();
            }
            case Deed.Check check -> throw new IllegalArgumentException("a check is looked at, not done");
            case Deed.Confirm confirm -> throw new IllegalArgumentException("a confirmation is waited for, not done");
        };
    }

    /** A role is looked up when its step is due: by then another may be in it than when the runbook was written. */
    private Map<String, String> operate(Step step, Deed.Operate operate) throws IOException, InterruptedException {
        String door = operate.target();
        String child = operate.child().isPresent()
                ? operate.child().get()
                : inRole(door, operate.role().orElseThrow());
        String path = "/children/" + HttpCall.encoded(child) + "/"
                + operate.operation().name().toLowerCase(Locale.ROOT);
        HttpCall call = HttpCall.send("POST", path, "application/json", "{}").within(step.limit());
        Map<String, String> told = new TreeMap<>(answered(door, targets.send(door, door, call)));
        told.put("child", child);
        return told;
    }

    private String inRole(String door, String role) throws IOException, InterruptedException {
        HttpAnswer answer = targets.send(door, door, HttpCall.get("/children"));
        answered(door, answer);
        for (JsonNode child : json.readTree(answer.body()).path("children")) {
            if (child.path("role").asText().equals(role)
                    && child.path("state").asText().equals("RUNNING")) {
                return child.path("name").asText();
            }
        }
        throw new IOException("no process runs in the role " + role);
    }

    private Map<String, String> analyse(ActiveGameDay day, Step step, Optional<String> finds) throws IOException {
        String path = "/api/v1/systems/" + HttpCall.encoded(day.system()) + "/database-analyses";
        FoundByAnalysis found = known(
                peers.within(step.limit()).post("profiling", path, Map.of(), key(day, step), FoundByAnalysis.class));
        if (finds.filter(text -> !found.holds(text)).isPresent()) {
            throw new IOException(
                    "the analysis has " + found.findings().size() + " findings, and none about " + finds.get());
        }
        return found.details(finds);
    }

    private Map<String, String> inject(ActiveGameDay day, String step, Deed.Inject inject)
            throws IOException, InterruptedException {
        UUID id = day.faultOf(step);
        Fault fault = faults.inject(new FaultRequest(
                id, day.system(), inject.action(), inject.duration(), day.startedBy(), Optional.of(day.id())));
        if (!(fault.state() instanceof FaultState.Active)) {
            throw new IOException("the fault is " + fault.state().text());
        }
        day.injected(fault);
        return Map.of("faultId", id.toString(), "deadline", fault.deadline().toString(), "type", fault.type());
    }

    private Map<String, String> clear(ActiveGameDay day, String step) throws IOException, InterruptedException {
        UUID id = day.faultOf(step);
        faults.clear(id, day.startedBy());
        for (int i = 0; i < 100; i++) {
            if (faults.find(id)
                    .filter(fault -> !(fault.state() instanceof FaultState.Ended))
                    .isEmpty()) {
                return Map.of("faultId", id.toString());
            }
            Thread.sleep(200);
        }
        throw new IOException("the target did not confirm that the fault is gone");
    }

    private Map<String, String> call(ActiveGameDay day, Step step, Deed.Call call)
            throws IOException, InterruptedException {
        boolean message = call.purpose() == Deed.Purpose.NOTIFY || call.purpose() == Deed.Purpose.CHANNEL;
        String body = message
                ? message(day, step, call.body().orElse(""))
                : call.body().orElse(null);
        HttpCall request = body == null
                ? new HttpCall(call.method(), call.path(), ANY_ANSWER, null, step.limit(), ANSWER_BYTES_MAX)
                : HttpCall.send(call.method(), call.path(), call.contentType(), body)
                        .within(step.limit());
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        HttpAnswer answer = targets.send(call.target(), call.credentials().orElse(null), request);
        if (!call.expected().isEmpty()) {
            return expected(call, answer);
        }
        return answered(call.target(), answer);
    }

    private static Map<String, String> expected(Deed.Call call, HttpAnswer answer) throws IOException {
        if (!call.expected().contains(answer.status())) {
            throw new IOException(
                    call.target() + " answered " + answer.status() + ", expected was one of " + call.expected());
        }
        return Map.of("status", Integer.toString(answer.status()));
    }

    private String message(ActiveGameDay day, Step step, String text) throws IOException {
        return json.writeValueAsString(new TreeMap<>(Map.of(
                "text", text,
                "gameDayId", day.id().toString(),
                "system", day.system(),
                "runbook", day.runbook().name(),
                "step", step.name())));
    }

    private static Map<String, String> answered(String target, HttpAnswer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new IOException(target + " answered " + answer.status());
        }
        return Map.of("status", Integer.toString(answer.status()));
    }

    private static String key(ActiveGameDay day, Step step) {
        return "game-day-" + day.faultOf(step.name());
    }

    /** Ends the load that was started. */
    void endLoads(ActiveGameDay day) {
        for (String load : day.loads()) {
            peers.delete("loadtest", "/api/v1/test-runs/" + HttpCall.encoded(load), JsonNode.class);
        }
    }

    private static <T> T known(PeerAnswer<T> answer) throws IOException {
        return switch (answer) {
            case PeerAnswer.Known<T> known -> known.body();
            case PeerAnswer.Absent<T> absent -> throw new IOException(absent.reason());
            case PeerAnswer.Failed<T> failed -> throw new IOException(failed.reason());
        };
    }
}
