package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Which method carries a series on, and why.
 *
 * @param name for example {@code theta}
 * @param folds how many times the past was forecast; 0 when it was too short
 * @param foldsWon in how many of them no other method was better
 * @param mase its mean absolute error, in units of the naive method's one step; null without a backtest
 * @param naiveMase that of the naive method; null likewise
 * @param chosenAt when the methods were compared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChosenMethod(String name, int folds, int foldsWon, Double mase, Double naiveMase, Instant chosenAt) {}
