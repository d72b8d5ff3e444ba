package io.belastbar.backbone.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs as an error meanwhile. */
final class ErrorLog extends Handler implements AutoCloseable {

    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private final Logger logger;

    ErrorLog(Class<?> source) {
        this.logger = Logger.getLogger(source.getName());
        logger.addHandler(this);
    }

    List<String> errors() {
        return new ArrayList<>(errors);
    }

    @Override
    public void publish(LogRecord message) {
        if (message.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(message.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
