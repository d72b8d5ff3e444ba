package io.belastbar.chaos.runbook;

import java.util.Optional;

/**
 * Who takes part.
 *
 * @param role as the steps name it: {@code moderator}
 * @param principal with which name this person calls the service; empty: any operator may speak for the role
 */
public record Participant(String name, String role, Optional<String> principal) {}
