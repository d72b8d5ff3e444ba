package io.belastbar.chaos.gameday.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.Looking;
import io.belastbar.chaos.fault.FaultRequest;
import io.belastbar.chaos.fault.Faults;
import io.belastbar.chaos.gameday.act.ChangeIndexes;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.RefusedInput;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether one step is possible here. Blocks; changes nothing. */
@ApplicationScoped
class CheckStep {
    private final Faults faults;
    private final Looking looking;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final PeerClient peers;

    CheckStep(Faults faults, Looking looking, TargetRegistry targets, CredentialStore credentials, PeerClient peers) {
        this.faults = faults;
        this.looking = looking;
        this.targets = targets;
        this.credentials = credentials;
        this.peers = peers;
    }

    /** What nobody registered or stored; asks no target. */
    Optional<Sentence> lasting(String system, Step step) {
        try {
            switch (step.deed()) {
                case Deed.Inject inject -> targets.require(inject.action().target());
                case Deed.Operate operate -> {
                    targets.requireWebAddress(operate.target());
                    credentials.require(operate.target());
                }
                case Deed.Call call -> {
                    targets.requireWebAddress(call.target());
                    call.credentials().ifPresent(credentials::require);
                }
                case Deed.StartLoad load -> {
                    return scenario(system, load.scenario());
                }
                case Deed.Check check -> {
                    return looking.impossible(system, check.expectation());
                }
                case Deed.Confirm confirm -> {}
                case Deed.Clear clear -> {}
                case Deed.Analyse analyse -> {}
                case Deed.Wait wait -> {}
                case Deed.ChangeIndex change -> ChangeIndexes.require(change, targets, credentials);
            }
            return Optional.empty();
        } catch (DomainFailure refused) {
            return Optional.of(said(refused));
        }
    }

    private static Sentence said(DomainFailure refused) {
        return new Sentence(refused.getMessage(), refused.german().orElse(refused.getMessage()));
    }

    /** What stands in its way at this moment: what the target says, what production asks for, who does not answer. */
    List<Sentence> now(CheckRunbook.Order order, Step step) throws InterruptedException {
        if (step.deed() instanceof Deed.Analyse) {
            return answers("profiling", "/api/v1/systems/" + HttpCall.encoded(order.system()) + "/database-checks");
        }
        if (step.deed() instanceof Deed.StartLoad) {
            return answers("loadtest", "/api/v1/systems/" + HttpCall.encoded(order.system()) + "/scenarios?limit=1");
        }
        boolean registered = lasting(order.system(), step).isEmpty();
        if (!registered || !(step.deed() instanceof Deed.Inject inject)) {
            return List.of();
        }
        try {
            faults.require(new FaultRequest(
                    UUID.randomUUID(),
                    order.system(),
                    inject.action(),
                    inject.duration(),
                    order.by(),
                    Optional.empty()));
            return List.of();
        } catch (DomainFailure refused) {
            return List.of(said(refused));
        } catch (RefusedInput refused) {
            return List.of(Sentence.verbatim(refused.getMessage()));
        }
    }

    private Optional<Sentence> scenario(String system, String name) {
        String path = "/api/v1/systems/" + HttpCall.encoded(system) + "/scenarios/" + HttpCall.encoded(name);
        return peers.get("loadtest", path, JsonNode.class) instanceof PeerAnswer.Absent<JsonNode>
                ? Optional.of(new Sentence(
                        "there is no scenario " + name + " of " + system + ": apply it",
                        "es gibt kein Szenario " + name + " von " + system + ": mit apply hinterlegen"))
                : Optional.empty();
    }

    private List<Sentence> answers(String service, String path) {
        return peers.get(service, path, JsonNode.class) instanceof PeerAnswer.Failed<JsonNode> failed
                ? List.of(new Sentence(
                        service + "-service cannot be asked: " + failed.reason(),
                        service + "-service ist nicht zu fragen: " + failed.reason()))
                : List.of();
    }
}
