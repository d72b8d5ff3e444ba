package io.belastbar.faulttolerance.fleet;

/** Which instance of which application this is. */
public record FleetIdentity(String application, String instance) {}
