package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.check.CheckRunbook;
import io.belastbar.chaos.gameday.check.Obstacle;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.killswitch.KillSwitchRepository;
import io.belastbar.chaos.record.RecordSigner;
import io.belastbar.jobs.Await;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.DomainFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Looks at every target and every right that a game day needs, and changes nothing. Blocks: for virtual threads. */
@ApplicationScoped
class DryRun {
    private final CheckRunbook checks;
    private final GameDayRepository days;
    private final KillSwitchRepository switches;
    private final RecordSigner signer;

    DryRun(CheckRunbook checks, GameDayRepository days, KillSwitchRepository switches, RecordSigner signer) {
        this.checks = checks;
        this.days = days;
        this.switches = switches;
        this.signer = signer;
    }

    /** @param obstacles everything that would keep it from being carried out here and now; empty: nothing would */
    public record Report(String runbook, boolean possible, List<Obstacle> obstacles) {}

    Report look(CheckRunbook.Order order) throws InterruptedException {
        List<Obstacle> obstacles = new ArrayList<>();
        Await.of(days.underWay(order.system()))
                .ifPresent(id -> obstacles.add(Obstacle.ofThePlatform(
                        "game-day",
                        new Sentence("game day " + id + " is under way", "Game Day " + id + " ist im Gange"))));
        Await.of(switches.inForce())
                .ifPresent(pulled -> obstacles.add(Obstacle.ofThePlatform(
                        "kill-switch",
                        new Sentence(
                                "the kill switch was pulled by " + pulled.pulledBy() + ": lift it first",
                                "der Notausschalter wurde von " + pulled.pulledBy() + " betätigt: erst aufheben"))));
        try {
            signer.requireKey();
        } catch (DomainFailure noKey) {
            obstacles.add(Obstacle.ofThePlatform("record-key", Sentence.verbatim(noKey.getMessage())));
        }
        order.runbook().origin().notPossible().forEach(part -> obstacles.add(Obstacle.of(part)));
        obstacles.addAll(checks.obstacles(order));
        return new Report(order.runbook().name(), obstacles.isEmpty(), obstacles);
    }
}
