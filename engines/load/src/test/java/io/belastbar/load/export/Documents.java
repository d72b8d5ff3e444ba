package io.belastbar.load.export;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;

/** Scenarios of these tests. */
final class Documents {

    static final String LOGIN = """
            scenario: demo
            target: api
            seed: 42
            timeout: 10s
            load: { model: closed, users: 5, ramp-up: 10s, duration: 1m }
            tenants: { names: ["org 1", "org,2"] }
            steps:
              - name: login
                request: POST /auth/login
                body: { email: "user${vu}@example.com", remember: true }
                check: { status: [200, 201] }
                extract: { token: "$.data['access_token']", first: "$.items[0].id" }
              - think: { from: 1s, to: 3s }
              - request: GET /items/${first}?of=${tenant}&turn=${iteration}
                name: item
                tag: GET_item
                headers: { Authorization: "Bearer ${token}" }
            """;

    private Documents() {}

    static Scenario parse(String document) {
        return ScenarioParser.parse(document, ScenarioLimits.DEFAULT);
    }

    /** With this load and these steps. */
    static Scenario with(String load, String steps) {
        return parse("scenario: demo\ntarget: api\n" + load + "\nsteps:\n" + steps.indent(2));
    }

    static Scenario withLoad(String load) {
        return with(load, "- request: GET /x");
    }
}
