package io.belastbar.load.preflight;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.run.LaneDrivers;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.SqlStep.SqlStatement;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.scenario.Template;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries the targets of a scenario before its load, in few requests and little time: connection, name, certificate and login
 * of each target, the requests with which flows begin if they are safe (GET, HEAD), and whether the database would take the
 * statements, which are prepared and planned but not executed. Waits: for a virtual thread.
 */
public final class RunPreflight {

    private static final LaneShare WHOLE = new LaneShare(0, 1);

    private final Scenario scenario;
    private final PreflightPlan plan;
    private final EventLoopGroup group;
    private final long deadlineNanos;
    private final UserVariables variables;
    private final List<PreflightFinding> findings = new ArrayList<>();
    private int requests;
    private int statements;
    private boolean whole = true;

    private RunPreflight(Scenario scenario, EventLoopGroup group, Duration patience) {
        this.scenario = scenario;
        this.plan = PreflightPlan.of(scenario);
        this.group = group;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
        this.variables = new FirstUser(scenario);
    }

    /**
     * @param group ends with this
     * @param http one connection is enough; null if no step needs it
     * @param sql likewise
     * @param patience for all of it
     */
    public static PreflightReport run(
            Scenario scenario, EventLoopGroup group, LaneDrivers http, LaneDrivers sql, Duration patience) {
        RunPreflight preflight = new RunPreflight(scenario, group, patience);
        try {
            if (http != null) {
                preflight.with(http, preflight::requests);
            }
            if (sql != null) {
                preflight.with(sql, preflight::statements);
            }
            return new PreflightReport(preflight.requests, preflight.statements, preflight.whole, preflight.findings);
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        }
    }

    private interface Tries {
        void with(EventLoop loop, Driver driver);
    }

    private void with(LaneDrivers drivers, Tries tries) {
        EventLoop loop = group.next();
        CompletableFuture<Driver> opened = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                Driver driver = drivers.on(loop, WHOLE);
                driver.open(() -> opened.complete(driver));
            } catch (RuntimeException | Error failure) {
                opened.completeExceptionally(failure);
            }
        });
        Optional<Driver> driver = await(opened);
        if (driver.isEmpty()) {
            whole = false;
            return;
        }
        try {
            tries.with(loop, driver.get());
        } finally {
            loop.execute(driver.get()::close);
        }
    }

    private void requests(EventLoop loop, Driver driver) {
        // Without a request of its own it is enough that a connection came about.
        List<RequestStep> wanted =
                plan.requests().isEmpty() && !isOpen(loop, driver) ? List.of(probe()) : plan.requests();
        for (RequestStep step : wanted) {
            Optional<Exchange> exchange = send(loop, driver, step);
            if (exchange.isEmpty()) {
                whole = false;
                return;
            }
            boolean absent = exchange.get() instanceof Exchange.Failed failed && PreflightRule.absent(failed);
            requests += absent ? 0 : 1;
            PreflightRule.ofRequest(scenario.target(), step, exchange.get()).ifPresent(findings::add);
            if (absent) {
                return;
            }
        }
    }

    private void statements(EventLoop loop, Driver driver) {
        if (!isOpen(loop, driver)) {
            send(loop, driver, login())
                    .flatMap(exchange -> PreflightRule.ofStatement(scenario.database(), "", exchange))
                    .ifPresent(findings::add);
            return;
        }
        for (PreflightPlan.Check check : plan.statements()) {
            Optional<Exchange> exchange = send(loop, driver, check.script());
            if (exchange.isEmpty()) {
                whole = false;
                return;
            }
            statements++;
            PreflightRule.ofStatement(scenario.database(), check.step(), exchange.get())
                    .ifPresent(findings::add);
        }
    }

    private boolean isOpen(EventLoop loop, Driver driver) {
        return await(CompletableFuture.supplyAsync(() -> driver.health().open(), loop))
                .filter(open -> open > 0)
                .isPresent();
    }

    /** Empty if there is no time left. */
    private Optional<Exchange> send(EventLoop loop, Driver driver, SendStep step) {
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                PreparedStep prepared = driver.prepare(step);
                prepared.send(variables, new Reply() {
                    @Override
                    public void sent(long nanos) {}

                    @Override
                    public void ended(Exchange exchange, long bytesSent, long bytesReceived) {
                        answer.complete(exchange);
                    }
                });
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        });
        return await(answer);
    }

    private <T> Optional<T> await(CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException enough) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a target could not be tried before the load", failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Sent only where there is no connection, to hear why. */
    private static RequestStep probe() {
        return new RequestStep(
                "", "HEAD", Template.parse("/"), Map.of(), null, false, Set.of(), Map.of(), "HEAD /", "");
    }

    private static SqlStep login() {
        return new SqlStep("", List.of(new SqlStatement("SELECT 1", List.of())), false, null, Map.of(), "", "");
    }
}
