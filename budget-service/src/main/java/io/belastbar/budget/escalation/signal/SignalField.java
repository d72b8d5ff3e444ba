package io.belastbar.budget.escalation.signal;

import io.belastbar.quantity.Count;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.TimeSpan;
import java.util.Arrays;
import java.util.List;

/** What a field of a signal may hold, so that a condition which nothing meets is known as one. */
public sealed interface SignalField {

    /** One of these words. */
    record Choice(List<String> words) implements SignalField {

        static <E extends Enum<E>> Choice of(Class<E> type) {
            return new Choice(
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
        }
    }

    /** An amount of one kind; {@code example}: a condition on it. */
    record Amount(Class<? extends Quantity> kind, String example) implements SignalField {

        static final Amount NUMBER = new Amount(Count.class, "\"< 60\"");
        static final Amount TIME = new Amount(TimeSpan.class, "\"> 30s\"");
    }

    /** Words of people. */
    record Text() implements SignalField {}

    /** A text or an amount. */
    record Any() implements SignalField {}
}
