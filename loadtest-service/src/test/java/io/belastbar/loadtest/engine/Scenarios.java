package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.scenario.JsonExtraction;
import io.belastbar.loadtest.scenario.RequestStep;
import io.belastbar.loadtest.scenario.Scenario;
import io.belastbar.loadtest.scenario.Stage;
import io.belastbar.loadtest.scenario.Step;
import io.belastbar.loadtest.scenario.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small scenarios for the engine's tests. */
final class Scenarios {

    private Scenarios() {}

    static Scenario scenario(List<Stage> stages, Step... steps) {
        return new Scenario("s", "", "t", null, stages, List.of(steps));
    }

    static Stage stage(long seconds, int target) {
        return new Stage(Duration.ofSeconds(seconds), target);
    }

    static RequestStep request(String name) {
        return new RequestStep(
                name,
                "GET",
                Template.parse("/" + name),
                Map.of(),
                null,
                false,
                Set.of(),
                Map.of(),
                "GET /" + name,
                name);
    }

    static RequestStep login() {
        return new RequestStep(
                "login",
                "POST",
                Template.parse("/login"),
                Map.of(),
                Template.parse("{\"email\":\"makler${vu}@x.de\"}"),
                true,
                Set.of(200),
                Map.of("token", JsonExtraction.parse("$.access_token")),
                "POST /login",
                "login");
    }

    static RequestStep bearer() {
        return new RequestStep(
                "list",
                "GET",
                Template.parse("/list"),
                Map.of("Authorization", Template.parse("Bearer ${token}")),
                null,
                false,
                Set.of(),
                Map.of(),
                "GET /list",
                "list");
    }
}
