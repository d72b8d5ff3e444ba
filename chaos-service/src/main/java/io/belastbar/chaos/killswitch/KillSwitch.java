package io.belastbar.chaos.killswitch;

import java.time.Instant;

/** That nothing is broken any more, until somebody lifts it. Who said so, when and why. */
public record KillSwitch(String pulledBy, Instant pulledAt, String reason) {}
