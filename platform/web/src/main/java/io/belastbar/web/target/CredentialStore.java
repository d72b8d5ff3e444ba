package io.belastbar.web.target;

import io.belastbar.web.problem.TargetNotAllowed;
import java.util.Map;
import java.util.Optional;

/** Resolves the credential that a document names; documents never hold a secret. */
public final class CredentialStore {

    private final Map<String, Credentials> credentials;

    public CredentialStore(Map<String, Credentials> credentials) {
        this.credentials = Map.copyOf(credentials);
    }

    /**
     * The credentials of this name.
     *
     * @throws TargetNotAllowed if nobody configured them
     */
    public Credentials require(String name) {
        Credentials found = name == null ? null : credentials.get(name);
        if (found == null) {
            throw name == null ? new TargetNotAllowed(null) : TargetNotAllowed.noCredential(name);
        }
        return found;
    }

    /** Empty if nobody configured credentials of this name. */
    public Optional<Credentials> find(String name) {
        return Optional.ofNullable(credentials.get(name));
    }
}
