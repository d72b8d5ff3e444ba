package io.belastbar.web.trace;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the console's own handler, with its filter and its form, writes meanwhile. */
final class ConsoleLines implements AutoCloseable {

    private final ConsoleHandler console;
    private final StringWriter text = new StringWriter();

    private ConsoleLines(ConsoleHandler console) {
        this.console = console;
        console.setWriter(text);
    }

    static ConsoleLines open() {
        Handler[] handlers = LogManager.getLogManager().getLogger("").getHandlers();
        return new ConsoleLines(within(handlers)
                .filter(ConsoleHandler.class::isInstance)
                .map(ConsoleHandler.class::cast)
                .findFirst()
                .orElseThrow());
    }

    /** The lines so far. */
    List<String> written() {
        console.flush();
        return text.toString().lines().toList();
    }

    @Override
    public void close() {
        console.setTarget(ConsoleHandler.Target.SYSTEM_OUT);
    }

    private static Stream<Handler> within(Handler[] handlers) {
        return Arrays.stream(handlers)
                .flatMap(handler -> handler instanceof ExtHandler holder
                        ? Stream.concat(Stream.of(handler), within(holder.getHandlers()))
                        : Stream.of(handler));
    }
}
