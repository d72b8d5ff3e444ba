package io.belastbar.profiling.proof.scratch;

import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.system.DatabaseDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import java.util.Optional;

/**
 * The server on which a target's indexes are tried, and the login that may make databases there.
 *
 * @param door a database that is always there, from which others are made
 * @param ownServer whether it is the server of the target itself
 */
public record ScratchPlace(DatabaseAddress door, boolean ownServer) {
    /** Made by an administrator, beside the target. */
    public static final String DATABASE = "belastbar_scratch";

    /** Behind the name of the login: the role under whose policies is measured. */
    private static final String MEASURING = "_app";

    /** The role without a login that measures: not the owner of the copies, so that policies bind it. */
    public String measuringRole() {
        return door.login().username() + MEASURING;
    }

    /**
     * The place for a target's proofs.
     *
     * @throws Conflict when there is none, or rows of production would leave it
     * @throws TargetNotAllowed when the document names a target that nobody registered
     */
    public static ScratchPlace of(
            Target target, DatabaseDescription description, TargetRegistry targets, CredentialStore credentials) {
        Optional<String> named = description.scratch();
        if (named.isEmpty()) {
            Credentials login = login(credentials, target.name() + "-scratch");
            return new ScratchPlace(DatabaseAddress.of(target.url(), login).inDatabase(DATABASE), true);
        }
        Target scratch = targets.require(named.get());
        if (target.environment() == Environment.PRODUCTION
                && scratch.namedEnvironment()
                        .filter(Environment.PRODUCTION::equals)
                        .isEmpty()) {
            throw new Conflict(
                    ("rows of %s are of the environment production and do not leave it: the scratch target %s is"
                                    + " registered as %s")
                            .formatted(
                                    target.name(),
                                    scratch.name(),
                                    scratch.namedEnvironment()
                                            .map(environment ->
                                                    environment.name().toLowerCase(java.util.Locale.ROOT))
                                            .orElse("no environment")));
        }
        return new ScratchPlace(DatabaseAddress.of(scratch.url(), login(credentials, scratch.name())), false);
    }

    private static Credentials login(CredentialStore credentials, String name) {
        try {
            return credentials.require(name);
        } catch (TargetNotAllowed missing) {
            throw new Conflict("an index is proven in a database of its own, whose login is not configured:"
                    + " belastbar.credentials." + name + ".username and .password");
        }
    }
}
