package io.belastbar.capacity.cost.purchase;

import io.belastbar.capacity.cost.price.Means;
import java.math.BigDecimal;
import java.util.List;

/**
 * What is bought so that a demand fits.
 *
 * @param bought steps with how many of each
 * @param monthly what everything costs a month, with what ran before unless a machine replaces it
 * @param lacking what no step provides enough of
 */
public record Purchase(List<Bought> bought, BigDecimal monthly, List<Means> lacking) {

    /** What runs now, and nothing of the list. */
    public static final Purchase NONE = new Purchase(List.of(), BigDecimal.ZERO, List.of());

    public Purchase {
        bought = List.copyOf(bought);
        lacking = List.copyOf(lacking);
    }

    /** That many of a step. */
    public record Bought(String step, int count) {}

    /** Of a step; 0 if none. */
    public int count(String step) {
        return bought.stream()
                .filter(one -> one.step().equals(step))
                .mapToInt(Bought::count)
                .findFirst()
                .orElse(0);
    }
}
