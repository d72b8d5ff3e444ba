package io.belastbar.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.fault.action.ChildFault;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.driver.BrokenServers;
import io.belastbar.chaos.fault.driver.FaultDriver;
import io.belastbar.chaos.fault.driver.FaultDrivers;
import io.belastbar.chaos.fault.driver.GatedTargets;
import io.belastbar.chaos.fault.driver.GatedTargets.Way;
import io.belastbar.chaos.fault.driver.ProxiedEcho;
import io.belastbar.chaos.fault.driver.TargetGate.Mode;
import io.belastbar.chaos.fault.order.FaultActions;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.jobs.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws that hold for every kind of fault: it stands in the database before it is injected, whoever dies between any two
 * lines leaves nothing behind, and a target that hangs, refuses or fails is taken back when it answers again.
 */
@QuarkusTest
@QuarkusTestResource(GatedTargets.class)
class EveryKindIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Each kind: which way it goes, and its own fields. */
    private static final Map<String, Map.Entry<Way, String>> KINDS = kinds();

    /** Behind which line the process died. */
    enum Died {
        PLANNED(EndReason.FAILED),
        INJECTED(EndReason.FAILED),
        ACTIVE(EndReason.EXPIRED),
        CLEARING(EndReason.CANCELLED),
        CLEARED(EndReason.CANCELLED);

        private final EndReason reason;

        Died(EndReason reason) {
            this.reason = reason;
        }
    }

    GatedTargets targets;
    BrokenServers servers;
    ProxiedEcho proxied;

    @Inject
    FaultRepository faults;

    @Inject
    InjectFault injection;

    @Inject
    FaultDrivers drivers;

    @Inject
    Pool pool;

    @BeforeEach
    void everyWayLeadsToItsServer() {
        targets.gate(Way.DATABASE).leadTo(servers.postgres().port());
        targets.gate(Way.REDIS).leadTo(servers.redis().port());
        targets.gate(Way.PROXIES).leadTo(URI.create(proxied.api()).getPort());
    }

    @AfterEach
    void everyWayIsOpen() {
        for (Way way : Way.values()) {
            targets.gate(way).become(Mode.PASSES);
            targets.gate(way).letGo();
        }
    }

    @Test
    void noKindIsLeftOut() {
        assertThat(KINDS.keySet()).isEqualTo(FaultActions.types());
    }

    static Stream<Arguments> kindsAndDeaths() {
        return KINDS.keySet().stream().flatMap(kind -> Stream.of(Died.values()).map(died -> Arguments.of(kind, died)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndDeaths")
    void whoeverDiesBetweenTwoLinesLeavesNothingBehind(String kind, Died died) throws Exception {
        Fault fault = planned(kind);
        if (died != Died.PLANNED) {
            inject(fault);
            assertThat(isInForce(fault)).isTrue();
        }
        if (died.compareTo(Died.ACTIVE) >= 0) {
            fault = moved(fault, fault.injected(Instant.now()));
        }
        if (died.compareTo(Died.CLEARING) >= 0) {
            fault = moved(fault, fault.cancelled("operator"));
        }
        if (died == Died.CLEARED) {
            clear(fault);
        }
        timeIsOver(fault);

        Fault ended = awaitEnded(fault);

        assertThat(isInForce(fault)).isFalse();
        assertThat(((FaultState.Ended) ended.state()).reason()).isEqualTo(died.reason);
        clear(ended);
        assertThat(confirmed(() -> driver(ended).isCleared(ended.id(), ended.action())))
                .isTrue();
        assertThat(injection.look(fault.id())).isFalse();
    }

    static Stream<Arguments> kindsAndFailures() {
        return KINDS.keySet().stream()
                .flatMap(kind -> Stream.of(Mode.REFUSES, Mode.FAILS).map(mode -> Arguments.of(kind, mode)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndFailures")
    void aTargetThatRefusesOrFailsIsTakenBackWhenItAnswersAgain(String kind, Mode mode) throws Exception {
        Fault never = planned(kind);
        targets.gate(way(never)).become(mode);
        assertThatThrownBy(() -> driver(never).inject(never.id(), never.action(), never.notAfter()))
                .isInstanceOf(IOException.class);
        targets.gate(way(never)).become(Mode.PASSES);
        moved(never, never.notInjected());
        awaitEnded(never);

        Fault active = planned(kind);
        inject(active);
        moved(active, active.injected(Instant.now()));
        targets.gate(way(active)).become(mode);
        Fault clearing = injection.cancel(active.id(), "operator").orElseThrow();
        assertThat(clearing.state()).isInstanceOf(FaultState.Clearing.class);
        targets.gate(way(active)).become(Mode.PASSES);

        awaitEnded(active);
        assertThat(isInForce(active)).isFalse();
    }

    /** One kind of each way: each waits for its time limit. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void whatATargetAppliesAfterItWasTakenBackDoesNothing(Way way) throws Exception {
        String kind = KINDS.entrySet().stream()
                .filter(each -> each.getValue().getKey() == way)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Fault fault = planned(kind);
        targets.gate(way).become(Mode.HANGS);
        // On a machine that has much to do, one may give up before anything of the command is under way.
        await().atMost(LIMIT).until(() -> {
            assertThatThrownBy(() -> driver(fault).inject(fault.id(), fault.action(), fault.notAfter()))
                    .isInstanceOf(IOException.class);
            return targets.gate(way).held() > 0;
        });
        targets.gate(way).become(Mode.PASSES);
        moved(fault, fault.notInjected());
        awaitEnded(fault);

        targets.gate(way).letGo();

        await().atMost(LIMIT).until(() -> targets.gate(way).held() == 0 && cameLate(fault));
        assertThat(isInForce(fault)).isFalse();
    }

    /** What is asked over HTTP by our own rules is told its end with the command. */
    @ParameterizedTest
    @MethodSource("ruledKinds")
    void theTargetItselfIsToldWhenToLetGo(String kind) throws Exception {
        Fault fault = planned(kind);

        inject(fault);

        // Not the last that it heard: what is left of another fault may be taken back at the same time.
        assertThat(targets.ruled().heard())
                .anyMatch(told -> told.contains("\"notAfter\":\"" + fault.notAfter() + "\""));
        assertThat(Duration.between(fault.deadline(), fault.notAfter())).isEqualTo(Duration.ofSeconds(5));
        injection.cancel(fault.id(), "operator");
        awaitEnded(fault);
    }

    static Stream<String> ruledKinds() {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().getKey().compareTo(Way.LOADTEST) <= 0)
                .map(Map.Entry::getKey);
    }

    @Test
    void theSameSeedChoosesTheSameAgainAndWhatChanceDrewIsWrittenDown() throws Exception {
        Set<String> chosen = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            String order = "{type: service-kill, target: gated-control, anyOf: [app-2, app], seed: %d, duration: 1s}"
                    .formatted(seed);
            ChildFault first = chosen(order, 1);
            assertThat(chosen(order, 2)).isEqualTo(first);
            chosen.add(first.chosen().orElseThrow());
        }
        assertThat(chosen).containsExactlyInAnyOrder("app", "app-2");

        ChildFault drawn = chosen("{type: service-kill, target: gated-control, anyOf: [app, app-2], duration: 1s}", 3);

        long seed = drawn.which().seed().orElseThrow();
        assertThat(chosen(
                        "{type: service-kill, target: gated-control, anyOf: [app, app-2], seed: %d, duration: 1s}"
                                .formatted(seed),
                        4))
                .isEqualTo(drawn);
        assertThat(drawn.parameters()).containsEntry("seed", seed).containsKey("child");
    }

    private ChildFault chosen(String order, long chance) throws Exception {
        FaultAction action = FaultOrder.parse(order).action();
        return (ChildFault) confirmed(() -> drivers.of(action).settle("gated", action, new SplittableRandom(chance)));
    }

    private Fault planned(String kind) throws Exception {
        var fields = KINDS.get(kind);
        FaultAction action = FaultOrder.parse("{type: %s, target: %s%s, duration: 10m}"
                        .formatted(
                                kind,
                                fields.getKey().target(),
                                fields.getValue().replace("RUN", "" + UUID.randomUUID())))
                .action();
        FaultAction settled = confirmed(() -> drivers.of(action).settle("gated", action, new SplittableRandom(7)));
        var request = new FaultRequest(UUID.randomUUID(), "gated", settled, LONG, "operator", Optional.empty());
        // In the future: whoever looks after faults would take one for interrupted that a busy machine injects slowly.
        Fault planned =
                Fault.planned(request, Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS));
        Await.of(faults.plan(planned));
        return planned;
    }

    private Fault moved(Fault from, Optional<Fault> to) {
        assertThat(Await.of(faults.move(from, to.orElseThrow(), Instant.now()))).isTrue();
        return to.orElseThrow();
    }

    private FaultDriver<FaultAction> driver(Fault fault) {
        return drivers.of(fault.action());
    }

    private void inject(Fault fault) {
        confirmed(() -> {
            driver(fault).inject(fault.id(), fault.action(), fault.notAfter());
            return true;
        });
    }

    private void clear(Fault fault) {
        confirmed(() -> {
            driver(fault).clear(fault.id(), fault.action());
            return true;
        });
    }

    /**
     * What a way that is open confirms in the end. On a machine that has much to do it may not within a driver's limit of time; what
     * a driver does may be done again, as those who take over do.
     */
    private static <T> T confirmed(Callable<T> done) {
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(done, answer -> true);
    }

    private void timeIsOver(Fault fault) {
        pool.query("UPDATE fault SET planned_at = now() - interval '10 min',"
                        + " deadline = now() - interval '1 s' WHERE id = '" + fault.id() + "'")
                .executeAndAwait();
    }

    private Fault awaitEnded(Fault fault) {
        await().atMost(LIMIT).until(() -> !injection.look(fault.id()));
        return Await.of(faults.find(fault.id())).orElseThrow();
    }

    private static Way way(Fault fault) {
        return KINDS.get(fault.type()).getKey();
    }

    /** Asked of the target, past the gate. */
    private boolean isInForce(Fault fault) throws Exception {
        return switch (way(fault)) {
            case SIMULATOR, CONTROL -> targets.ruled().has(fault.id());
            case LOADTEST -> targets.ruled().has(fault.id()) || targets.ruled().has(run(fault));
            case PROXIES -> isProxied(fault);
            case DATABASE -> servers.sessions() > 0;
            case REDIS -> !servers.ask("CONFIG", "GET", "maxmemory").equals(Long.toString(128L << 20));
        };
    }

    private boolean cameLate(Fault fault) throws IOException {
        return switch (way(fault)) {
            case SIMULATOR, CONTROL -> targets.ruled().refusedLate(fault.id());
            case LOADTEST ->
                targets.ruled().refusedLate(fault.id()) || targets.ruled().refusedLate(run(fault));
            case PROXIES, DATABASE, REDIS -> true;
        };
    }

    /** That it changes, if it changes one. */
    private static UUID run(Fault fault) {
        Object run = fault.action().parameters().get("testRun");
        return run == null ? fault.id() : UUID.fromString(run.toString());
    }

    private boolean isProxied(Fault fault) throws IOException {
        JsonNode proxies = new ObjectMapper()
                .readTree(RestAssured.get(proxied.api() + "/proxies").asString());
        for (JsonNode proxy : proxies) {
            if (!proxy.path("enabled").asBoolean()) {
                return true;
            }
            for (JsonNode toxic : proxy.path("toxics")) {
                if (toxic.path("name").asText().startsWith(fault.id().toString())
                        && toxic.path("toxicity").asDouble() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<String, Map.Entry<Way, String>> kinds() {
        Map<String, Map.Entry<Way, String>> kinds = new TreeMap<>();
        for (String simulator : new String[] {"insurer", "sap"}) {
            kinds.put(simulator + "-latency", Map.entry(Way.SIMULATOR, ", latency: 30s"));
            kinds.put(simulator + "-errors", Map.entry(Way.SIMULATOR, ""));
            kinds.put(simulator + "-hang", Map.entry(Way.SIMULATOR, ", percentage: 50"));
        }
        for (String how : new String[] {"stop", "kill", "freeze"}) {
            kinds.put("postgres-" + how, Map.entry(Way.CONTROL, ", role: standby"));
            kinds.put("redis-" + how, Map.entry(Way.CONTROL, ", child: cache"));
            kinds.put("service-" + how, Map.entry(Way.CONTROL, ", anyOf: [app, app-2]"));
        }
        kinds.put("proxy-toxic", Map.entry(Way.PROXIES, ", proxy: echo, toxic: latency, latency: 5s"));
        kinds.put("proxy-down", Map.entry(Way.PROXIES, ", proxy: echo"));
        kinds.put("partition", Map.entry(Way.PROXIES, ", proxies: [echo, echo-2]"));
        kinds.put("postgres-connections", Map.entry(Way.DATABASE, ", connections: 2"));
        kinds.put("redis-full", Map.entry(Way.REDIS, ""));
        kinds.put("load-start", Map.entry(Way.LOADTEST, ", scenario: many"));
        kinds.put("load-change", Map.entry(Way.LOADTEST, ", testRun: RUN, ratePerSecond: 900"));
        return kinds;
    }
}
