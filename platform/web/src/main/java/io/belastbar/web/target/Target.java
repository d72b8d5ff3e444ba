package io.belastbar.web.target;

import java.net.URI;

/**
 * A registered system under test or dependency: the only kind of address that may be put under load, fault or analysis.
 *
 * @param environment which one it belongs to; {@code PRODUCTION} needs a second person for faults
 * @param observed of a database: whose statements are analysed
 */
public record Target(String name, URI url, Environment environment, ObservedRoles observed) {}
