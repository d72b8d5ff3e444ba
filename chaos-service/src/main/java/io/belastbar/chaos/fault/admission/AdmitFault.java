package io.belastbar.chaos.fault.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.approval.ApprovalRepository;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.driver.OwnAddresses;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether somebody may break something: whose it is, where it is, and what production asks for. */
@ApplicationScoped
public class AdmitFault {
    private final DescribedSystems systems;
    private final TargetRegistry targets;
    private final OwnAddresses own;
    private final ApprovalRepository approvals;
    private final ChaosConfig config;

    AdmitFault(
            DescribedSystems systems,
            TargetRegistry targets,
            OwnAddresses own,
            ApprovalRepository approvals,
            ChaosConfig config) {
        this.systems = systems;
        this.targets = targets;
        this.own = own;
        this.approvals = approvals;
        this.config = config;
    }

    /**
     * Refuses what may not be broken.
     *
     * @throws io.belastbar.web.problem.TargetNotAllowed if nobody registered the target
     * @throws InvalidInput if the system's description does not name it
     * @throws Conflict with everything that is missing
     */
    public void require(String system, FaultAction action, Duration duration, String by) {
        Target target = targets.require(action.target());
        boolean named = Await.of(systems.description(system))
                .orElseThrow(() -> new NotFound("system", system))
                .names(target.name());
        if (!named) {
            throw InvalidInput.of("/target", "must be a target that the system's description names", target.name());
        }
        Optional<Sentence> refused = own.refusal(target.url().toString());
        if (refused.isPresent()) {
            throw new Conflict(refused.get());
        }
        if (target.environment() == Environment.PRODUCTION) {
            admitted(system, action, duration, by)
                    .refusal(target.name(), target.namedEnvironment().isPresent())
                    .ifPresent(missing -> {
                        throw new Conflict(missing);
                    });
        }
    }

    private ProductionRules admitted(String system, FaultAction action, Duration duration, String by) {
        Instant now = Instant.now();
        String hash = hash(system, action, duration);
        boolean approved = Await.of(approvals.isApproved(system, hash, by, now));
        if (!approved) {
            Await.of(approvals.ask(system, hash, action.type() + " at " + action.target(), by));
        }
        return new ProductionRules(action.type(), config.production().kinds().orElse(List.of()))
                .at(now.atZone(config.production().zone()), config.production().window())
                .approved(approved, system, hash);
    }

    /** Of exactly this fault; whatever is changed in it needs another approval. */
    public static String hash(String system, FaultAction action, Duration duration) {
        Map<String, Object> whole = Map.of(
                "system", system,
                "type", action.type(),
                "target", action.target(),
                "parameters", action.parameters(),
                "durationMs", duration.toMillis());
        try {
            byte[] text = new ObjectMapper()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(whole)
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
