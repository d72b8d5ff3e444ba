package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.profiling.proof.ProofResult.Verdict;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.copy.CopyLimits;
import io.belastbar.profiling.proof.scratch.ScratchDatabase;
import io.belastbar.profiling.proof.scratch.TextOrder;
import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SessionLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a proof when the world around it breaks, and that nothing of it stays. */
class ProofFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final CandidateToProve BY_NAME = new CandidateToProve(
            null,
            "CREATE INDEX by_name ON items (name)",
            List.of(new StatementToProve(
                    null,
                    "SELECT * FROM items WHERE name = $1",
                    List.of(new ParameterSet("busy", "1", List.of("N17"))))));

    private ProofTarget target;

    @BeforeEach
    void makeTarget() throws Exception {
        target = new ProofTarget(
                "CREATE TABLE tenants (id int)",
                "INSERT INTO tenants VALUES (1)",
                "CREATE TABLE items (id int PRIMARY KEY, name text, filler text)",
                "INSERT INTO items SELECT g, 'N' || g, repeat('x', 100) FROM generate_series(1, 20000) g",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO proof_it_reader",
                "ANALYZE");
    }

    @AfterEach
    void nothingStays() throws Exception {
        target.close();
        assertThat(target.scratchDatabases()).isEmpty();
    }

    @Test
    void aTargetThatHangsWhileItIsCopiedIsLeftAndNamed() throws Exception {
        try (HangingProxy proxy = new HangingProxy(target.port(), 400_000, false)) {
            assertThatThrownBy(() -> ProofTarget.prove(through(proxy), hurried()))
                    .isInstanceOfSatisfying(ProofFailed.class, failed -> assertThat(failed.isPassing())
                            .isTrue());
        }
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfACopyIsNamed() throws Exception {
        try (HangingProxy proxy = new HangingProxy(target.port(), 400_000, true)) {
            assertThatThrownBy(() -> ProofTarget.prove(through(proxy)))
                    .isInstanceOfSatisfying(ProofFailed.class, failed -> assertThat(failed.isPassing())
                            .isTrue());
        }
    }

    @Test
    void aBackendThatIsEndedInTheScratchDatabaseIsNamed() throws Exception {
        ProofWatch watch = new ProofWatch(
                part -> {
                    if (part.equals("make-index")) {
                        end("datname LIKE 'belastbar\\_scratch\\_%' AND application_name = 'belastbar-proof'");
                    }
                },
                System::nanoTime);

        assertThatThrownBy(() ->
                        new ProveIndexes(ProofTarget.terms(), System::nanoTime).prove(target.order(BY_NAME), watch))
                .isInstanceOfSatisfying(ProofFailed.class, failed -> {
                    assertThat(failed.isPassing()).isTrue();
                    assertThat(failed).hasMessageContaining("terminating connection");
                });
    }

    @Test
    void whatIsCancelledEndsAtOnceAndStandsNowhere() throws Exception {
        CompletableFuture<Void> running = new CompletableFuture<>();
        ProofWatch watch = new ProofWatch(
                part -> {
                    if (part.equals("measure-before")) {
                        running.complete(null);
                    }
                },
                System::nanoTime);
        CandidateToProve slow = new CandidateToProve(
                null,
                "CREATE INDEX by_name ON items (name)",
                List.of(new StatementToProve(
                        null, "SELECT pg_sleep(600)", List.of(new ParameterSet("busy", null, List.of())))));
        CompletableFuture<ProofReport> proof = CompletableFuture.supplyAsync(
                () -> new ProveIndexes(ProofTarget.terms(), System::nanoTime).prove(target.order(slow), watch));
        running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        watch.end();

        assertThatThrownBy(() -> proof.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("it was ended");
    }

    @Test
    void aTableThatIsDroppedMeanwhileIsNamedAndTheRestGoesOn() throws Exception {
        target.run("CREATE TABLE other (id int)", "GRANT SELECT ON other TO proof_it_reader");
        CandidateToProve both = new CandidateToProve(
                null,
                BY_NAME.ddl(),
                List.of(
                        BY_NAME.statements().getFirst(),
                        new StatementToProve(
                                null,
                                "SELECT * FROM other WHERE id = $1",
                                List.of(new ParameterSet("busy", null, List.of("1"))))));
        ProofWatch watch = new ProofWatch(
                part -> {
                    if (part.equals("copy-rows")) {
                        run("DROP TABLE other");
                    }
                },
                System::nanoTime);

        ProofReport report = new ProveIndexes(ProofTarget.terms(), System::nanoTime).prove(target.order(both), watch);

        assertThat(report.results().getFirst().verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(report.notes()).anyMatch(note -> note.contains("public.other") && note.contains("does not exist"));
        assertThat(report.copy().sampled()).isTrue();
    }

    @Test
    void aTableThatIsLockedIsNotWaitedForLong() throws Exception {
        try (var blocker = target.admin(target.observer().database())) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE items IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> ProofTarget.prove(target.order(BY_NAME)))
                    .hasMessageContaining("lock timeout")
                    .isInstanceOfSatisfying(ProofFailed.class, failed -> assertThat(failed.isPassing())
                            .isTrue());
        }
    }

    @Test
    void aTableThatTheReaderMayNotReadIsNamed() throws Exception {
        target.run("REVOKE SELECT ON items FROM proof_it_reader");

        ProofReport report = ProofTarget.prove(target.order(BY_NAME));

        assertThat(report.notes())
                .contains("rows of public.items are not in the copy: permission denied for table items");
        assertThat(report.results().getFirst().verdict()).isEqualTo(Verdict.NOT_PROVEN);
    }

    @Test
    void aTypeThatTheCopyLacksIsNamedAndTheStatementWithIt() throws Exception {
        target.run(
                "CREATE TYPE odd",
                "CREATE FUNCTION odd_in(cstring) RETURNS odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in'",
                "CREATE FUNCTION odd_out(odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'",
                "CREATE TYPE odd (INPUT = odd_in, OUTPUT = odd_out, LIKE = int4)",
                "ALTER TABLE items ADD COLUMN strange odd");

        ProofReport report = ProofTarget.prove(target.order(BY_NAME));

        assertThat(report.notes()).anyMatch(note -> note.contains("table public.items") && note.contains("odd"));
        assertThat(report.results().getFirst().verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(report.results().getFirst().reason()).contains("items");
    }

    @Test
    void moreRowsThanAreAllowedAreSampledAndThatIsSaid() throws Exception {
        ProofTerms few = ProofTarget.terms(new CopyLimits(5_000, 200L << 20, Duration.ofMinutes(10)));

        ProofReport report = ProofTarget.prove(target.order(BY_NAME), few);

        assertThat(report.copy().sampled()).isTrue();
        assertThat(report.copy().rows().get("public.items")).isBetween(500L, 5_001L);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("sampled: about 25"));
    }

    @Test
    void aStreamThatGrowsBeyondItsLimitEndsThere() throws Exception {
        ProofTerms small = ProofTarget.terms(new CopyLimits(100_000, 30_000_000, Duration.ofMinutes(10)));
        target.run("INSERT INTO items SELECT g, 'N' || g, repeat('x', 4000) FROM generate_series(20001, 30000) g");

        ProofReport report = ProofTarget.prove(target.order(BY_NAME), small);

        assertThat(report.copy().sampled()).isTrue();
        assertThat(report.copy().rows().get("public.items")).isLessThan(30_000);
    }

    @Test
    void whatAKilledOwnerLeftIsTakenAwayWhenItsLeaseIsOverAndNotBefore() throws Exception {
        SessionLimits limits = ProofTarget.terms().door();
        ScratchDatabase left = ScratchDatabase.create(
                target.place(),
                limits,
                UUID.randomUUID(),
                Duration.ofMinutes(5),
                TextOrder.OF_THE_SERVER,
                new ArrayList<>());
        try (Session inIt = left.open(limits)) {
            inIt.execute("CREATE TABLE public.half (copied int)");

            assertThat(ScratchDatabase.reap(target.place(), limits)).doesNotContain(left.name());
            left.prolong(Duration.ofSeconds(-1));
            // A replica that runs beside may be first.
            ScratchDatabase.reap(target.place(), limits);
            assertThat(target.scratchDatabases()).doesNotContain(left.name());
        }
        assertThat(left.prolong(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void anotherAttemptTakesAwayWhatTheFirstOneLeft() throws Exception {
        SessionLimits limits = ProofTarget.terms().door();
        UUID proof = UUID.randomUUID();
        ScratchDatabase first = ScratchDatabase.create(
                target.place(), limits, proof, Duration.ofMinutes(5), TextOrder.OF_THE_SERVER, new ArrayList<>());
        first.prolong(Duration.ofMinutes(5));

        ScratchDatabase second = ScratchDatabase.create(
                target.place(), limits, proof, Duration.ofMinutes(5), TextOrder.OF_THE_SERVER, new ArrayList<>());

        assertThat(target.scratchDatabases()).hasSize(1);
        assertThat(first.name().equals(second.name()) || !first.prolong(Duration.ofMinutes(1)))
                .isTrue();
        second.drop();
    }

    private ProofOrder through(HangingProxy proxy) {
        DatabaseAddress direct = target.observer();
        ProofOrder order = target.order(BY_NAME);
        return new ProofOrder(
                order.id(),
                new DatabaseAddress(direct.host(), proxy.port(), direct.database(), direct.login(), direct.options()),
                order.place(),
                order.reader(),
                order.application(),
                false,
                null,
                null,
                order.candidates());
    }

    /** Notices a silent target after twenty seconds; with its copy it is as patient as any. */
    private static ProofTerms hurried() {
        ProofTerms patient = ProofTarget.terms();
        return new ProofTerms(
                Duration.ofSeconds(10), Duration.ofSeconds(10), patient.working(), patient.lease(), patient.limits());
    }

    private void end(String which) {
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + which);
    }

    private void run(String sql) {
        try {
            target.run(sql);
        } catch (java.sql.SQLException refused) {
            throw new CompletionException(refused);
        }
    }
}
