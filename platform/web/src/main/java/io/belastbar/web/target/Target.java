package io.belastbar.web.target;

import java.net.URI;

/**
 * A registered system under test or dependency: the only kind of address that may be put under load, fault or analysis.
 *
 * @param environment e.g. {@code local}; {@code production} needs a second person for faults
 */
public record Target(String name, URI url, String environment) {}
