package io.belastbar.contracts;

/**
 * What a fix takes, roughly.
 *
 * @param size for people who plan
 * @param personHours of work, waiting not counted
 */
public record Effort(EffortSize size, double personHours) {

    /** The hours with the size that they are. */
    public static Effort ofHours(double personHours) {
        return new Effort(EffortSize.of(personHours), personHours);
    }
}
