package io.belastbar.chaos.killswitch;

/** Told to whoever breaks things: it ends at once what is under way. Observers block until that is tried. */
public record KillSwitchPulled(KillSwitch pulled) {}
