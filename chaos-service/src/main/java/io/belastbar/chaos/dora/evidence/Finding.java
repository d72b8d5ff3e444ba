package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A verdict with its reason, before it is said of which article. */
record Finding(Verdict verdict, Sentence because, List<Fact> facts) {
    Finding {
        facts = List.copyOf(facts);
    }

    static Finding of(Verdict verdict, List<Fact> facts, String key, Object... arguments) {
        return new Finding(
                verdict, Wording.sentence(Finding.class, words -> words.text(key, written(words, arguments))), facts);
    }

    private static Object[] written(Wording words, Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Collection<?> many
                        ? many.stream().map(one -> written(words, one)).collect(Collectors.joining(", "))
                        : argument)
                .toArray();
    }

    private static String written(Wording words, Object one) {
        return one instanceof Enum<?> value ? words.name(value) : one.toString();
    }
}
