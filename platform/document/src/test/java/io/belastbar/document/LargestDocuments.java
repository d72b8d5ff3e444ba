package io.belastbar.document;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the worst documents of a mebibyte, several at once, in a small heap; the test starts it in a JVM of its own. */
final class LargestDocuments {

    private static final int CALLERS = 2;

    private LargestDocuments() {}

    public static void main(String[] args) throws InterruptedException {
        int half = DocumentParser.SIZE_MAX / 2 - 100;
        List<String> worst = List.of(
                "[1" + ",1".repeat(half) + "]",
                "[[]" + ",[]".repeat(half * 2 / 3) + "]",
                "- a\n".repeat(half / 2),
                "{\"" + "k".repeat(half) + "\":[1" + ",1".repeat(half / 2 - 10) + "]}",
                "? " + "k".repeat(1_000) + "\n: [1" + ",1".repeat(half - 1_000) + "]\n",
                "[".repeat(half),
                "{a: ".repeat(half / 2),
                "a: &a [x]\nb: [" + "*a,".repeat(half / 2) + "]\n",
                "a: \"" + "é".repeat(half - 10) + "\"\n",
                "[{\"a\":1}" + ",{\"a\":1}".repeat(30_000) + "]");
        for (String document : worst) {
            List<Thread> callers = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> Thread.ofPlatform().start(() -> read(document)))
                    .toList();
            for (Thread caller : callers) {
                caller.join();
            }
        }
        System.out.println("DONE");
    }

    private static void read(String document) {
        try {
            DocumentNode root = DocumentParser.parse(document);
            ErrorCollector errors = new ErrorCollector();
            root.items().forEach(item -> item.rejectUnknown(Set.of("b"), errors));
            errors.throwIfAny("not accepted.");
            System.out.println("ACCEPTED");
        } catch (RefusedInput refused) {
            System.out.println("REFUSED " + refused.getMessage());
        }
    }
}
