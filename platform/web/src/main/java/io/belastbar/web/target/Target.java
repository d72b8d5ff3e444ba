package io.belastbar.web.target;

import java.net.URI;
import java.util.Optional;

/**
 * A registered system under test or dependency: the only kind of address that may be put under load, fault or analysis.
 *
 * @param namedEnvironment which one it belongs to, as configured; empty if nobody named it
 * @param observed of a database: whose statements are analysed
 * @param trust which certificates it may show
 * @param server of a database: what it runs on
 */
public record Target(
        String name,
        URI url,
        Optional<Environment> namedEnvironment,
        ObservedRoles observed,
        TargetTrust trust,
        ServerDescription server) {

    /** Of whose server nothing is known. */
    public Target(
            String name, URI url, Optional<Environment> namedEnvironment, ObservedRoles observed, TargetTrust trust) {
        this(name, url, namedEnvironment, observed, trust, ServerDescription.NONE);
    }

    /** Whose certificate is checked as this machine does it anyway. */
    public Target(String name, URI url, Optional<Environment> namedEnvironment, ObservedRoles observed) {
        this(name, url, namedEnvironment, observed, TargetTrust.DEFAULT);
    }

    /** Whether it is asked by HTTP. */
    public boolean isWebAddress() {
        return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    }

    /** Which one it counts as; {@code PRODUCTION} needs a second person for faults. */
    public Environment environment() {
        return namedEnvironment.orElse(Environment.PRODUCTION);
    }
}
