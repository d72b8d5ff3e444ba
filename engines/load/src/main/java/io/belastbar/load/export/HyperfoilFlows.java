package io.belastbar.load.export;

import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Feeder;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step;
import io.belastbar.load.scenario.Step.ThinkStep;
import io.belastbar.load.scenario.ThinkTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The flows of a scenario as forks: one for each flow and, up to a number, for each tenant. */
final class HyperfoilFlows {

    /** More tenants than this are drawn within a flow and not told apart. */
    static final int TENANTS_MAX = 20;

    /** Stands between the columns of a row; no test data holds it. */
    private static final String COLUMN_END = "\u0001";

    /** @param tenant index into the scenario's tenants; 0 if they are not told apart */
    record Fork(int index, String name, double weight, Flow flow, int tenant) {}

    private final Scenario scenario;
    private final HyperfoilRequest requests;
    private final List<Fork> forks = new ArrayList<>();
    private final Set<Integer> written = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    HyperfoilFlows(Scenario scenario, HyperfoilSla sla) {
        this.scenario = scenario;
        this.requests = new HyperfoilRequest(scenario, sla, notes);
        int tenants = tenants();
        for (Flow flow : scenario.flows()) {
            for (int tenant = 0; tenant < tenants; tenant++) {
                String name =
                        "flow-" + (scenario.flows().indexOf(flow) + 1) + (tenants > 1 ? ".tenant-" + (tenant + 1) : "");
                forks.add(new Fork(forks.size(), name, flow.weight() / tenants, flow, tenant));
            }
        }
        note();
    }

    List<Fork> forks() {
        return forks;
    }

    List<String> notes() {
        return notes;
    }

    /** Whole users for each fork: tenants in turn, flows by weight with the largest remainders. */
    int[] users(int total) {
        int tenants = tenants();
        int[] shares = new int[forks.size()];
        for (int tenant = 0; tenant < tenants; tenant++) {
            int index = tenant;
            int users = total / tenants + (tenant < total % tenants ? 1 : 0);
            List<Fork> own =
                    forks.stream().filter(fork -> fork.tenant() == index).toList();
            double weights = own.stream().mapToDouble(Fork::weight).sum();
            double[] exact = own.stream()
                    .mapToDouble(fork -> users * fork.weight() / weights)
                    .toArray();
            own.forEach(fork -> shares[fork.index()] = (int) exact[own.indexOf(fork)]);
            int left =
                    users - own.stream().mapToInt(fork -> shares[fork.index()]).sum();
            IntStream.range(0, own.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(position -> Math.floor(exact[position]) - exact[position]))
                    .limit(left)
                    .forEach(position -> shares[own.get(position).index()]++);
        }
        assert Arrays.stream(shares).sum() == total;
        return shares;
    }

    /** The steps of a fork; whole the first time, afterwards by reference. */
    Object scenario(Fork fork, int repeats) {
        String anchor = fork.name().replace('.', '-');
        if (!written.add(fork.index())) {
            return new YamlText.Alias(anchor);
        }
        List<Object> steps = steps(fork);
        if (repeats > 0) {
            Map<String, Object> loop = new LinkedHashMap<>();
            loop.put("counterVar", "iteration");
            loop.put("repeats", repeats);
            loop.put("steps", steps);
            steps = List.of(Map.of("loop", loop));
        } else if (needs("iteration")) {
            steps.addFirst(Map.of("randomInt", "iteration <- 0 .. 2147483646"));
            notes.add("${iteration} is a random number here.");
        }
        return new YamlText.Anchor(anchor, List.of(Map.of("flow", steps)));
    }

    private List<Object> steps(Fork fork) {
        List<Object> steps = new ArrayList<>();
        tenant(fork, steps);
        scenario.feeders().forEach(feeder -> row(feeder, steps));
        for (Step step : fork.flow().steps()) {
            switch (step) {
                case ThinkStep think -> steps.add(Map.of("thinkTime", think(think.time())));
                case RequestStep request -> {
                    // Else Hyperfoil answers a GET that it made before in this iteration from a cache of its own.
                    steps.add("clearHttpCache");
                    steps.add(Map.of("httpRequest", requests.document(request)));
                }
                case SqlStep sql -> throw new IllegalStateException("SQL step '" + sql.name() + "' was to be refused");
            }
        }
        return steps;
    }

    private void tenant(Fork fork, List<Object> steps) {
        List<String> names = scenario.tenants().names();
        if (names.isEmpty() || scenario.tenants().from() != null) {
            return;
        }
        String variable = HyperfoilRequest.variable(scenario.tenants().variable());
        if (tenants() > 1 || names.size() == 1) {
            steps.add(Map.of("set", ordered("var", variable, "value", names.get(fork.tenant()))));
        } else {
            steps.add(Map.of("randomItem", ordered("list", names, "toVar", variable)));
        }
    }

    /** Hyperfoil knows no rows in memory: a row is drawn as one text, its columns are cut out of it. */
    private static void row(Feeder feeder, List<Object> steps) {
        String row = feeder.name() + "__row";
        List<String> rows = feeder.rows().stream()
                .map(values -> String.join(COLUMN_END, values))
                .distinct()
                .toList();
        steps.add(Map.of("randomItem", ordered("list", rows, "toVar", row)));
        for (int column = 0; column < feeder.columns().size(); column++) {
            String variable = HyperfoilRequest.variable(
                    feeder.name() + "." + feeder.columns().get(column));
            steps.add(Map.of("template", ordered("pattern", column(column, feeder, row), "toVar", variable)));
        }
    }

    /** Replaces the whole row by one of its columns. */
    private static String column(int wanted, Feeder feeder, String row) {
        String any = "[^" + COLUMN_END + "]*";
        String all = IntStream.range(0, feeder.columns().size())
                .mapToObj(column -> column == wanted ? "(" + any + ")" : any)
                .collect(Collectors.joining(COLUMN_END));
        return "${replace/^" + all + "$/$1/:" + row + "}";
    }

    private static Map<String, Object> think(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant constant -> ordered("duration", K6Options.duration(constant.duration()));
            case ThinkTime.Uniform uniform -> {
                Map<String, Object> think = ordered(
                        "duration",
                        K6Options.duration(uniform.from().plus(uniform.to()).dividedBy(2)),
                        "random",
                        "LINEAR");
                think.put("min", K6Options.duration(uniform.from()));
                think.put("max", K6Options.duration(uniform.to()));
                yield think;
            }
            case ThinkTime.Exponential exponential -> {
                Map<String, Object> think =
                        ordered("duration", K6Options.duration(exponential.mean()), "random", "NEGATIVE_EXPONENTIAL");
                think.put("max", K6Options.duration(exponential.mean().multipliedBy(10)));
                yield think;
            }
        };
    }

    private int tenants() {
        int tenants = scenario.tenants().labels().size();
        return tenants > TENANTS_MAX || scenario.tenants().from() != null ? 1 : tenants;
    }

    private boolean needs(String variable) {
        return scenario.sends().stream().anyMatch(send -> send.variables().contains(variable));
    }

    private void note() {
        if (!scenario.feeders().isEmpty()) {
            notes.add("Rows of test data are drawn at random, whatever order the scenario asks for.");
        }
        if (scenario.tenants().names().size() > tenants()) {
            notes.add("Tenants are not told apart in the results.");
        }
        if (needs("vu")) {
            notes.add("${vu} is the number of Hyperfoil's session within its agent.");
        }
    }

    static Map<String, Object> ordered(String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return fields;
    }

    static Map<String, Object> ordered(String first, Object value, String second, Object other) {
        Map<String, Object> fields = ordered(first, value);
        fields.put(second, other);
        return fields;
    }
}
