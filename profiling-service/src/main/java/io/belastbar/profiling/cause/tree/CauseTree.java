package io.belastbar.profiling.cause.tree;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.PlanShare;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import io.belastbar.profiling.cause.tree.RunCauses.Unattributed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the causes of a run together: a request's time is what its statements take in the database, its calls to others,
 * and the rest. What cannot be attributed is shown as such.
 */
public final class CauseTree {
    /** Parts below it are noise. */
    private static final double PART_MIN_MS = 0.005;

    /** Of the calls of a statement, what may belong to nobody without a word. */
    private static final double NOBODYS_MIN = 0.1;

    /** Of all time in the database, what must belong to nobody to be worth a word. */
    private static final double WORTH_A_WORD = 0.005;

    private final RunTimes run;
    private final DatabaseFacts facts;
    private final KnownCalls known;
    private final Function<StatementFacts, List<String>> findings;
    private final Map<String, StatementFacts> statements;

    /** @param findings the register's numbers of what is wrong with a statement */
    public CauseTree(
            RunTimes run, DatabaseFacts facts, KnownCalls known, Function<StatementFacts, List<String>> findings) {
        this.run = run;
        this.facts = facts;
        this.known = known;
        this.findings = findings;
        this.statements = facts.statements().stream()
                .collect(Collectors.toMap(StatementFacts::queryId, Function.identity(), CauseTree::heavier));
    }

    /** @param broken all promises that the run did not keep */
    public RunCauses of(List<BrokenPromise> broken, List<String> notes, Instant now) {
        List<EndpointCause> endpoints = run.endpoints().stream()
                .map(times -> endpoint(times, broken))
                .sorted(Comparator.comparing(
                                (EndpointCause each) -> each.broken().isEmpty())
                        .thenComparing(each -> -each.requests() * each.meanMs()))
                .toList();
        List<BrokenPromise> left = broken.stream()
                .filter(promise ->
                        endpoints.stream().noneMatch(each -> each.broken().contains(promise)))
                .toList();
        return new RunCauses(run.runId(), run.system(), facts.target(), now, endpoints, nobodys(), left, notes(notes));
    }

    private EndpointCause endpoint(RunTimes.OfEndpoint times, List<BrokenPromise> broken) {
        List<CallsPerRequest> own = known.shares().stream()
                .filter(share -> share.endpoint().equals(times.endpoint()))
                .toList();
        List<Part> parts = new ArrayList<>();
        own.forEach(share -> part(share).ifPresent(parts::add));
        Double server = known.serverMeanMs().get(times.endpoint());
        if (server != null) {
            double inside = parts.stream().mapToDouble(Part::ms).sum();
            addIfSeen(parts, Part.of(Part.Kind.APPLICATION, null, server - inside));
            addIfSeen(parts, Part.of(Part.Kind.NETWORK, null, times.meanMs() - Math.max(server, inside)));
        }
        parts.sort(Comparator.comparing(Part::ms).reversed());
        double rest = times.meanMs() - parts.stream().mapToDouble(Part::ms).sum();
        return new EndpointCause(
                times.endpoint(),
                times.requests(),
                times.meanMs(),
                times.p95Ms(),
                times.p99Ms(),
                broken.stream()
                        .filter(promise -> promise.subject().equals(times.endpoint()))
                        .toList(),
                parts,
                Math.max(0, rest),
                Math.max(0, -rest));
    }

    private static void addIfSeen(List<Part> parts, Part part) {
        if (part.ms() >= PART_MIN_MS) {
            parts.add(part);
        }
    }

    private Optional<Part> part(CallsPerRequest share) {
        StatementFacts statement = statements.get(share.counted());
        if (statement != null) {
            return seen(new Part(
                    Part.Kind.STATEMENT,
                    statement.excerpt(),
                    share.calls() * statement.meanTimeMs(),
                    share.calls(),
                    share.basis(),
                    statement.queryId(),
                    findings.apply(statement),
                    insides(statement, share.calls() * statement.meanTimeMs()),
                    false));
        }
        Double mean = known.dependencies().get(share.counted());
        return mean == null
                ? Optional.empty()
                : seen(new Part(
                        Part.Kind.DEPENDENCY,
                        share.counted(),
                        share.calls() * mean,
                        share.calls(),
                        share.basis(),
                        null,
                        List.of(),
                        List.of(),
                        false));
    }

    private static Optional<Part> seen(Part part) {
        return Optional.of(part).filter(each -> each.ms() >= PART_MIN_MS);
    }

    /** As the planner divides it; without its estimates, only what is read from end to end. */
    private static List<Part> insides(StatementFacts statement, double ms) {
        if (statement.planShares().isEmpty()) {
            return statement.seqScanTables().stream()
                    .map(table -> Part.of(Part.Kind.SEQUENTIAL_SCAN, table, null))
                    .toList();
        }
        return statement.planShares().stream()
                .map(share -> inside(share, statement, ms))
                .toList();
    }

    private static Part inside(PlanShare share, StatementFacts statement, double ms) {
        boolean whole = share.node().startsWith("Index")
                && share.relation() != null
                && statement.wholeIndexScanTables().contains(share.relation());
        Part.Kind kind = share.node().equals("Seq Scan")
                ? Part.Kind.SEQUENTIAL_SCAN
                : whole ? Part.Kind.INDEX_SCAN : Part.Kind.PLAN_NODE;
        String name = kind == Part.Kind.PLAN_NODE
                ? share.relation() == null ? share.node() : share.node() + " " + share.relation()
                : share.relation();
        return new Part(kind, name, ms * share.share(), null, null, null, List.of(), List.of(), true);
    }

    private List<Unattributed> nobodys() {
        double all = facts.statements().stream().mapToDouble(CauseTree::totalMs).sum();
        return facts.statements().stream()
                .flatMap(statement -> unattributed(statement, all))
                .sorted(Comparator.comparing(Unattributed::totalMs).reversed())
                .toList();
    }

    private Stream<Unattributed> unattributed(StatementFacts statement, double allMs) {
        double attributed = known.shares().stream()
                .filter(share -> share.counted().equals(statement.queryId()))
                .mapToDouble(share -> share.calls() * requests(share.endpoint()))
                .sum();
        double left = Math.max(0, statement.calls() - attributed);
        double totalMs = left * statement.meanTimeMs();
        boolean tells = left > NOBODYS_MIN * statement.calls() && totalMs > WORTH_A_WORD * allMs;
        return tells
                ? Stream.of(new Unattributed(
                        statement.queryId(), statement.excerpt(), Math.round(left), totalMs, totalMs / allMs))
                : Stream.empty();
    }

    private long requests(String endpoint) {
        return run.endpoints().stream()
                .filter(each -> each.endpoint().equals(endpoint))
                .mapToLong(RunTimes.OfEndpoint::requests)
                .sum();
    }

    private List<String> notes(List<String> notes) {
        return facts.note() == null
                ? notes
                : Stream.concat(notes.stream(), Stream.of("database: " + facts.note()))
                        .toList();
    }

    private static double totalMs(StatementFacts statement) {
        return statement.calls() * statement.meanTimeMs();
    }

    /** Of the same statement of several roles, the one that took longer. */
    private static StatementFacts heavier(StatementFacts a, StatementFacts b) {
        return totalMs(a) >= totalMs(b) ? a : b;
    }
}
