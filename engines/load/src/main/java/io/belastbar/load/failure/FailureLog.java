package io.belastbar.load.failure;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Why requests failed so far, with how often and what was said first. Of each step it tells {@value #CODES_MAX} causes
 * apart; what fails in still other ways is counted under its class alone, so that no failure is missing. For one thread.
 */
public final class FailureLog {

    /** A target that invents a new code for each answer must not fill the memory. */
    public static final int CODES_MAX = 20;

    private static final String OTHERS = "and others of this kind, with codes of their own";

    /** What is counted of one cause; few enough of them for a look at each. */
    private static final class Count {
        private final ErrorClass error;
        private final String code;
        private final String message;
        private long count;

        Count(ErrorClass error, String code, String message) {
            this.error = error;
            this.code = code;
            this.message = message;
        }

        boolean is(ErrorClass other, String otherCode) {
            return error == other && code.equals(otherCode);
        }
    }

    private final TreeMap<Integer, List<Count>> steps = new TreeMap<>();

    /** Counts a failure like one that was noted before; false if it is the first of its kind, and has to be noted. */
    public boolean counts(int step, ErrorClass error, String code) {
        for (Count known : steps.getOrDefault(step, List.of())) {
            if (known.is(error, code)) {
                known.count++;
                return true;
            }
        }
        return false;
    }

    /** Adds failures of one cause; the first message about it stays. */
    public void add(FailureCause cause) {
        List<Count> known = steps.computeIfAbsent(cause.step(), none -> new ArrayList<>());
        find(known, cause.error(), cause.code(), cause.message()).count += cause.count();
    }

    private static Count find(List<Count> known, ErrorClass error, String code, String message) {
        for (Count each : known) {
            if (each.is(error, code)) {
                return each;
            }
        }
        if (known.size() >= CODES_MAX && !code.isEmpty()) {
            return find(known, error, "", OTHERS);
        }
        Count fresh = new Count(error, code, message);
        known.add(fresh);
        return fresh;
    }

    /** By step, the most frequent cause of each first. */
    public List<FailureCause> causes() {
        List<FailureCause> causes = new ArrayList<>();
        steps.forEach((step, known) -> known.stream()
                .filter(each -> each.count > 0)
                .map(each -> new FailureCause(step, each.error, each.code, each.message, each.count))
                .forEach(causes::add));
        causes.sort(Comparator.comparingInt(FailureCause::step)
                .thenComparing(Comparator.comparingLong(FailureCause::count).reversed()));
        return causes;
    }

    /** The causes since the previous call; what was said about them stays known. */
    public List<FailureCause> take() {
        List<FailureCause> causes = causes();
        steps.values().forEach(known -> known.forEach(each -> each.count = 0));
        return causes;
    }
}
