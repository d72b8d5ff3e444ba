package io.belastbar.plans.answer;

import io.belastbar.document.RefusedInput;
import java.util.Map;
import java.util.TreeMap;

/** Analyses the worst texts of a mebibyte in a small heap; the test starts it in a JVM of its own. */
final class LargestPlans {

    private static final int BYTES = 1 << 20;

    private LargestPlans() {}

    public static void main(String[] args) {
        var texts = new TreeMap<>(Map.of(
                "values", text("[{\"Plan\":{\"Node Type\":\"Result\",\"x\":[1", ",1", "]}}]"),
                "lists", text("[{\"Plan\":{\"Node Type\":\"Result\",\"x\":[[]", ",[]", "]}}]"),
                "plans", text("[{\"Plan\":{\"Node Type\":\"Result\"}}", ",{\"Plan\":{\"Node Type\":\"Result\"}}", "]"),
                "printed", text("", "QUERY PLAN\n[{\"Plan\":{\"Node Type\":\"Result\"}}]\n", ""),
                "nodes",
                        text(
                                "[{\"Plan\":{\"Node Type\":\"Append\",\"Plans\":[{\"Node Type\":\"Result\"}",
                                ",{\"Node Type\":\"Result\"}",
                                "]}}]"),
                "csvlog", text("2026-01-01 00:00:00.000 UTC,a,b,1,", ",", ""),
                "log", text("2026-01-01 LOG:  duration: 1 ms  statement: x\n", "LOG: a\n", "")));
        texts.forEach((name, text) -> {
            try {
                var answer = PlanAnswer.of(PlanAnalysis.of(text));
                System.out.println(name + " ANALYSED " + answer.plans().size());
            } catch (RefusedInput refused) {
                System.out.println(name + " REFUSED " + refused.getMessage());
            }
        });
        System.out.println("DONE");
    }

    private static String text(String begin, String part, String end) {
        return begin + part.repeat((BYTES - begin.length() - end.length()) / part.length()) + end;
    }
}
