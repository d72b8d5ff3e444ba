package io.belastbar.profiling.cause.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.PlanShare;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.profiling.cause.attribution.Basis;
import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CauseTreeTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final String LIST = "GET /api/v1/employees";
    private static final String OFFER = "POST /api/v1/angebote";
    private static final BrokenPromise SLOW_LIST =
            new BrokenPromise(LIST, "target_response_time_p95", "≤ 50 ms", "90 ms");
    private static final BrokenPromise SCAN = new BrokenPromise("SELECT *", "target_index_scan", "true", "false");

    private static RunTimes run() {
        return new RunTimes(
                "run",
                "smartbav",
                "smartbav-api",
                NOW,
                NOW,
                List.of(
                        new RunTimes.OfEndpoint(OFFER, 1000, 400, 900, 1000),
                        new RunTimes.OfEndpoint(LIST, 1000, 70, 90, 95)));
    }

    private static StatementFacts statement(String id, long calls, double meanMs, String... scanned) {
        return new StatementFacts(
                id,
                "SELECT " + id,
                "SELECT",
                List.of("employees"),
                true,
                calls,
                meanMs,
                meanMs,
                1,
                0,
                0,
                scanned.length > 0,
                false,
                List.of(scanned),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                scanned.length > 0 ? List.of(new PlanShare("Seq Scan", scanned[0], 0.9)) : List.of());
    }

    private static DatabaseFacts facts(StatementFacts... statements) {
        return new DatabaseFacts("run", "smartbav", "smartbav-db", NOW, NOW, null, List.of(statements));
    }

    private static CallsPerRequest share(String endpoint, String counted, double calls) {
        return new CallsPerRequest(endpoint, counted, calls, Basis.TIME);
    }

    private static RunCauses causes(DatabaseFacts facts, KnownCalls known) {
        return new CauseTree(run(), facts, known, statement -> statement.usesSeqScan() ? List.of("PE-001") : List.of())
                .of(List.of(SLOW_LIST, SCAN), List.of(), NOW);
    }

    @Test
    void timeGoesToTheStatementAndItsFinding() {
        var known = new KnownCalls(List.of(share(LIST, "list", 1), share(OFFER, "check", 2)), Map.of(), Map.of());

        var causes = causes(facts(statement("list", 1000, 60, "employees"), statement("check", 2000, 1)), known);

        EndpointCause list = causes.endpoints().getFirst();
        assertThat(list.endpoint()).isEqualTo(LIST);
        assertThat(list.broken()).containsExactly(SLOW_LIST);
        assertThat(list.parts()).singleElement().satisfies(part -> {
            assertThat(part.ms()).isEqualTo(60);
            assertThat(part.findings()).containsExactly("PE-001");
            assertThat(part.parts()).extracting(Part::name).containsExactly("employees");
            assertThat(part.parts()).extracting(Part::ms).containsExactly(54.0);
            assertThat(part.parts()).extracting(Part::estimated).containsExactly(true);
        });
        assertThat(list.notAttributedMs()).isCloseTo(10, within(1e-9));
        assertThat(list.causes()).containsExactly("PE-001");
        assertThat(causes.broken()).containsExactly(SCAN);
        assertThat(causes.endpoints().getLast().parts().getFirst().ms()).isEqualTo(2);
    }

    @Test
    void insurerIsNotToBeMadeFasterHere() {
        var known = new KnownCalls(
                List.of(share(OFFER, "versicherer-api", 1)), Map.of("versicherer-api", 350.0), Map.of(OFFER, 390.0));

        var offer = causes(facts(), known).endpoints().getLast();

        assertThat(offer.parts())
                .extracting(Part::kind)
                .containsExactly(Part.Kind.DEPENDENCY, Part.Kind.APPLICATION, Part.Kind.NETWORK);
        assertThat(offer.parts()).extracting(Part::ms).containsExactly(350.0, 40.0, 10.0);
        assertThat(offer.parts().getFirst().optimisableHere()).isFalse();
        assertThat(offer.notAttributedMs()).isZero();
    }

    @Test
    void whatBelongsToNobodyIsShown() {
        var known = new KnownCalls(List.of(share(LIST, "list", 1)), Map.of(), Map.of());

        var causes = causes(facts(statement("list", 1005, 10), statement("poll", 500, 5)), known);

        assertThat(causes.nobodys()).singleElement().satisfies(poll -> {
            assertThat(poll.queryId()).isEqualTo("poll");
            assertThat(poll.calls()).isEqualTo(500);
            assertThat(poll.share()).isCloseTo(2500 / 12550.0, within(1e-3));
        });
    }

    @Test
    void statementsSideBySideMayTakeMoreThanTheWhole() {
        var known = new KnownCalls(List.of(share(LIST, "list", 10)), Map.of(), Map.of(LIST, 65.0));

        var list =
                causes(facts(statement("list", 10_000, 9)), known).endpoints().getFirst();

        assertThat(list.notAttributedMs()).isZero();
        assertThat(list.beyondMs()).isCloseTo(20, within(1e-9));
        assertThat(list.parts()).extracting(Part::kind).containsExactly(Part.Kind.STATEMENT);
    }

    @Test
    void nothingIsKnownOfARunWithoutADatabase() {
        var known = new KnownCalls(List.of(), Map.of(), Map.of());

        var causes = causes(DatabaseFacts.missing("run", "smartbav", null, NOW, "no postgresql target"), known);

        assertThat(causes.endpoints())
                .allSatisfy(each -> assertThat(each.notAttributedMs()).isEqualTo(each.meanMs()));
        assertThat(causes.notes()).containsExactly("database: no postgresql target");
    }

    @Test
    void sameStatementOfTwoRolesIsOne() {
        var known = new KnownCalls(List.of(share(LIST, "list", 1)), Map.of(), Map.of());

        var causes = causes(facts(statement("list", 10, 3), statement("list", 1000, 60)), known);

        assertThat(causes.endpoints().getFirst().parts().getFirst().ms()).isEqualTo(60);
    }
}
