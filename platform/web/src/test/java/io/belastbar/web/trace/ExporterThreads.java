package io.belastbar.web.trace;

import java.util.List;

/** The threads of this JVM in which the SDK gathers and sends spans. */
final class ExporterThreads {

    private ExporterThreads() {}

    static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("BatchSpanProcessor"))
                .toList();
    }
}
