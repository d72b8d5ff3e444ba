package io.belastbar.monitoring;

import io.belastbar.monitoring.Installed.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own tool, where it is installed; elsewhere the test says that it was skipped. */
final class Promtool {

    private Promtool() {}

    static Said run(Path folder, String... arguments) throws IOException, InterruptedException {
        var program = Installed.program("prometheus", "promtool").toString();
        return Installed.run(
                folder,
                Stream.concat(Stream.of(program), List.of(arguments).stream()).toList());
    }
}
