package io.belastbar.resilience.measure;

/**
 * How many writes there were, by what became of them.
 *
 * @param indeterminate of which nobody knows, those included that have no end
 * @param indeterminateStored those of them that were read back; 0 where nobody has read
 */
public record Writes(long invoked, long acknowledged, long failed, long indeterminate, long indeterminateStored) {}
