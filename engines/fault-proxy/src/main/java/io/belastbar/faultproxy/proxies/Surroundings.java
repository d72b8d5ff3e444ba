package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.spec.Bounds;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What proxies are given from outside.
 *
 * @param random draws jitter, sizes of slices, and which connections a toxic takes hold of
 * @param clock for what outlives the process
 * @param allowRemote whether proxies may listen at addresses that other machines reach
 * @param log takes lines for the operator
 * @param onBroken takes failures that nobody foresaw
 */
public record Surroundings(
        RandomGenerator random,
        Clock clock,
        Bounds bounds,
        boolean allowRemote,
        Consumer<String> log,
        Consumer<Throwable> onBroken) {}
