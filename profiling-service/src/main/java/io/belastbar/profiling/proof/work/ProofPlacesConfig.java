package io.belastbar.profiling.proof.work;

import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.proof.CandidateToProve;
import io.belastbar.profiling.proof.ProofOrder;
import io.belastbar.profiling.proof.ProofTerms;
import io.belastbar.profiling.proof.copy.CopyLimits;
import io.belastbar.profiling.proof.scratch.ScratchPlace;
import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.profiling.proof.session.SessionLimits;
import io.belastbar.web.system.DatabaseDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Where the proofs of a target are made, as whom, and within which limits, as configuration and {@code system.yml} say it. */
@ApplicationScoped
public class ProofPlacesConfig {
    private static final int MIB = 20;

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final ProfilingConfig config;

    ProofPlacesConfig(TargetRegistry targets, CredentialStore credentials, ProfilingConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    /** @throws io.belastbar.web.problem.Conflict when there is none, with a sentence on what is missing */
    ScratchPlace place(String target, DatabaseDescription description) {
        return ScratchPlace.of(targets.require(target), description, targets, credentials);
    }

    ProofOrder order(UUID id, String name, DatabaseDescription description, List<CandidateToProve> candidates) {
        Target target = targets.require(name);
        DatabaseAddress address = DatabaseAddress.of(target.url(), credentials.require(name));
        String reader = target.observed().planAs().orElse(null);
        String application = target.observed().statementsOf().stream()
                .findFirst()
                .orElse(reader == null ? address.login().username() : reader);
        return new ProofOrder(
                id,
                address,
                place(name, description),
                reader,
                application,
                target.environment() == Environment.PRODUCTION,
                description.tenantSetting().orElse(null),
                description.tenantQuery().orElse(null),
                candidates);
    }

    ProofTerms terms() {
        ProfilingConfig.Proof proof = config.proof();
        return new ProofTerms(
                config.connectTimeout(),
                proof.readTimeout(),
                proof.statementTimeout(),
                proof.lease(),
                new CopyLimits(proof.rowsMax(), proof.copyMaxMib() << MIB, proof.copyTime()));
    }

    /** For what is done in the server's own catalogue. */
    SessionLimits door() {
        return terms().door();
    }
}
