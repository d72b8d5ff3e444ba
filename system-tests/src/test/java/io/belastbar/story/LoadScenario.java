package io.belastbar.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A few seconds of load on the sample, with one threshold. */
final class LoadScenario {
    private LoadScenario() {}

    static Path write(Path folder, String name, String threshold) throws IOException {
        Path scenario = folder.resolve(name + ".yml");
        Files.writeString(scenario, """
                scenario: %s
                target: smartbav-api
                load: { model: closed, users: 2, duration: 3s }
                steps:
                  - name: login
                    request: POST /auth/login
                    body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                    check: { status: 200 }
                  - think: 200ms
                thresholds:
                  - %s
                """.formatted(name, threshold));
        return scenario;
    }
}
