package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.expectation.Looking;
import io.belastbar.chaos.fault.driver.FaultDrivers;
import io.belastbar.chaos.gameday.measuring.MeasuringCheck;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.jobs.Await;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at every target and every right that a runbook needs, and changes nothing. Blocks: for virtual threads. */
@ApplicationScoped
class DryRun {
    private final FaultDrivers drivers;
    private final Looking looking;
    private final Registered registered;
    private final MeasuringCheck measuring;
    private final GameDayRepository days;

    DryRun(
            FaultDrivers drivers,
            Looking looking,
            Registered registered,
            MeasuringCheck measuring,
            GameDayRepository days) {
        this.drivers = drivers;
        this.looking = looking;
        this.registered = registered;
        this.measuring = measuring;
        this.days = days;
    }

    /** What somebody entered in the configuration. */
    @Singleton
    static class Registered {
        private final TargetRegistry targets;
        private final CredentialStore credentials;

        Registered(TargetRegistry targets, CredentialStore credentials) {
            this.targets = targets;
            this.credentials = credentials;
        }
    }

    /** @param obstacles everything that would keep it from being carried out here and now; empty: nothing would */
    public record Report(String runbook, boolean possible, List<Obstacle> obstacles) {}

    /** @param where the step or expectation */
    public record Obstacle(String where, String english, String german) {}

    Report look(String system, Runbook runbook, boolean unattended) throws InterruptedException {
        List<Obstacle> obstacles = new ArrayList<>();
        Await.of(days.underWay(system))
                .ifPresent(id -> obstacles.add(new Obstacle(
                        "game-day", "game day " + id + " is under way", "Game Day " + id + " ist im Gange")));
        runbook.origin()
                .notPossible()
                .forEach(part -> obstacles.add(new Obstacle(
                        part.where(), part.sentence().english(), part.sentence().german())));
        for (Step step : runbook.everyStep().toList()) {
            why(system, step, unattended)
                    .ifPresent(reason -> obstacles.add(new Obstacle(step.name(), reason.english(), reason.german())));
        }
        runbook.everyExpectation().forEach(expected -> looking.impossible(system, expected.expectation())
                .ifPresent(reason -> obstacles.add(new Obstacle(expected.name(), reason.english(), reason.german()))));
        measuring
                .impossible(runbook)
                .ifPresent(reason -> obstacles.add(new Obstacle("measure", reason.english(), reason.german())));
        return new Report(runbook.name(), obstacles.isEmpty(), obstacles);
    }

    private Optional<Sentence> why(String system, Step step, boolean unattended) throws InterruptedException {
        try {
            switch (step.deed()) {
                case Deed.Inject inject -> {
                    registered.targets.require(inject.action().target());
                    return drivers.of(inject.action()).impossible(system, inject.action());
                }
                case Deed.Operate operate -> {
                    registered.targets.requireWebAddress(operate.target());
                    registered.credentials.require(operate.target());
                }
                case Deed.Call call -> {
                    registered.targets.requireWebAddress(call.target());
                    call.credentials().ifPresent(registered.credentials::require);
                }
                case Deed.Check check -> {
                    return looking.impossible(system, check.expectation());
                }
                case Deed.Confirm confirm -> {
                    return unattended
                            ? Optional.of(new Sentence(
                                    "nobody is there to confirm it: the game day is unattended",
                                    "niemand ist da, der es bestätigt: der Game Day ist unbeaufsichtigt"))
                            : Optional.empty();
                }
                case Deed.Clear clear -> {}
                case Deed.StartLoad load -> {}
                case Deed.Analyse analyse -> {}
                case Deed.Wait wait -> {}
            }
            return Optional.empty();
        } catch (DomainFailure refused) {
            return Optional.of(Sentence.verbatim(refused.getMessage()));
        }
    }
}
