package io.belastbar.budget.attribution;

import io.belastbar.budget.evaluation.Remainder;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.Await;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is left of a run without its dependencies' trouble. Waits: for virtual threads. */
@ApplicationScoped
public class LeaveOutTrouble {

    private final TroubleRepository troubles;
    private final SeriesRepository series;
    private final PeerClient peers;

    LeaveOutTrouble(TroubleRepository troubles, SeriesRepository series, PeerClient peers) {
        this.troubles = troubles;
        this.series = series;
        this.peers = peers;
    }

    /** What loadtest-service tells of a run without some times. */
    record Rest(int secondsLeftOut, List<EndpointResult> endpoints) {}

    /** {@link Remainder#NO_TROUBLE} if every dependency was well, or none is declared. */
    public Remainder of(TestRunFinished run, PerformanceBudget budget) {
        var troubled = new ArrayList<Dependency>();
        var times = new ArrayList<Trouble>();
        for (var dependency : budget.dependencies()) {
            var found = troubles(run, dependency);
            if (!found.isEmpty()) {
                troubled.add(dependency);
                times.addAll(found);
            }
        }
        return troubled.isEmpty() ? Remainder.NO_TROUBLE : without(run, troubled, times);
    }

    private List<Trouble> troubles(TestRunFinished run, Dependency dependency) {
        var from = run.startedAt();
        var to = run.finishedAt();
        var all = new ArrayList<>(Await.of(troubles.of(run.system(), dependency, from, to)));
        for (var key : slowSeries(run.system(), dependency)) {
            all.addAll(SlowTimes.of(
                    dependency, Await.of(series.points(key, from.minus(SlowTimes.REACH), to.plus(SlowTimes.REACH)))));
        }
        return all.stream().flatMap(one -> one.within(from, to).stream()).toList();
    }

    /** The dependency's own response times, if somebody measures them under its name. */
    private List<SeriesKey> slowSeries(String system, Dependency dependency) {
        if (dependency.slowAbove() == null) {
            return List.of();
        }
        return Await.of(series.keys(system)).stream()
                .filter(key -> key.scenario().equals(SeriesKey.MEASURED))
                .filter(key -> key.subject().name().equals(dependency.name()))
                .filter(key -> Metric.parse(key.metric())
                        .filter(metric -> metric.measure() == Measure.RESPONSE_TIME)
                        .isPresent())
                .toList();
    }

    private Remainder without(TestRunFinished run, List<Dependency> troubled, List<Trouble> times) {
        var without = Trouble.merged(times).stream()
                .map(time -> "without=" + HttpCall.encoded(time.from() + "/" + time.to()))
                .collect(Collectors.joining("&"));
        var path = "/api/v1/test-runs/" + HttpCall.encoded(run.runId()) + "/endpoints?" + without;
        return switch (peers.get("loadtest", path, Rest.class)) {
            case PeerAnswer.Known<Rest> known ->
                new Remainder(
                        troubled,
                        known.body().endpoints(),
                        leftOut(troubled, times, known.body().secondsLeftOut()));
            case PeerAnswer.Unknown<Rest> unknown ->
                new Remainder(
                        troubled,
                        List.of(),
                        new Sentence(
                                names(troubled, " and ") + " in trouble, but the run without it is not known: "
                                        + unknown.reason(),
                                names(troubled, " und ")
                                        + " gestört, aber der Lauf ohne die Störung ist nicht bekannt: "
                                        + unknown.reason()));
        };
    }

    private static Sentence leftOut(List<Dependency> troubled, List<Trouble> times, int seconds) {
        var open = times.stream().anyMatch(time -> time.cause() == Trouble.Cause.BREAKER_OPEN);
        return new Sentence(
                "without the " + seconds + " s in which " + names(troubled, " and ")
                        + (open ? " had its breaker OPEN or was slow" : " was slow"),
                "ohne die " + seconds + " s, in denen " + names(troubled, " und ")
                        + (open ? " mit offenem Schutzschalter oder langsam war" : " langsam war"));
    }

    private static String names(List<Dependency> dependencies, String joint) {
        return dependencies.stream().map(Dependency::name).collect(Collectors.joining(joint));
    }
}
