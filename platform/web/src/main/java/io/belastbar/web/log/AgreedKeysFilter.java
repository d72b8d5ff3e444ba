package io.belastbar.web.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Adds the {@link AgreedKeys} of a line to what its JSON has in {@code mdc}, beside the trace, and calls its level by the
 * {@link AgreedLevel}. Keeps every line.
 */
@LoggingFilter(name = "agreed-keys")
public final class AgreedKeysFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord line) {
        line.setLevel(AgreedLevel.of(line.getLevel()));
        if (line instanceof ExtLogRecord ours && ours.getFormatStyle() == ExtLogRecord.FormatStyle.PRINTF) {
            AgreedKeys.of(ours.getMessage(), ours.getParameters()).forEach(ours::putMdc);
        }
        return true;
    }
}
