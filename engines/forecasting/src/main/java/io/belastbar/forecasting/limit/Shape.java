package io.belastbar.forecasting.limit;

/**
 * How a level may move.
 *
 * @param wander the share of a day's variance by which the level wanders for good, 0 to 1; the rest is noise around it
 * @param memory how much of the noise is left a day later, φ
 * @param turn the share of a day's variance by which the drift itself changes each day; 0 if it stays
 * @param anew after which value the drift starts anew; {@link #NEVER} if it does not
 */
record Shape(double wander, double memory, double turn, int anew) {

    static final int NEVER = -1;

    Shape(double wander, double memory) {
        this(wander, memory, 0, NEVER);
    }

    Shape anew(int at) {
        return new Shape(wander, memory, turn, at);
    }
}
