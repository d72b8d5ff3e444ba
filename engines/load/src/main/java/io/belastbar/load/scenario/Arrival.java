package io.belastbar.load.scenario;

/** How arrivals of an open load are spaced. */
public enum Arrival {
    /** At equal distances. */
    EVEN,
    /** Independently of each other, as those of many people are; exponential distances. */
    POISSON
}
