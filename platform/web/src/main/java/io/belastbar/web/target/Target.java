package io.belastbar.web.target;

import java.net.URI;

/**
 * A registered system under test or dependency: the only kind of address that may be put under load, fault or analysis.
 */
public record Target(String name, URI url, Environment environment) {}
