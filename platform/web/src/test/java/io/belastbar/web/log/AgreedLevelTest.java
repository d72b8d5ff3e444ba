package io.belastbar.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedLevelTest {

    @ParameterizedTest
    @CsvSource({"SEVERE,ERROR", "WARNING,WARN", "INFO,INFO", "CONFIG,DEBUG", "FINE,DEBUG", "FINER,TRACE", "FINEST,TRACE"
    })
    void theSameIsCalledTheSame(String theirs, String ours) {
        var line = ExtLogRecord.wrap(new LogRecord(Level.parse(theirs), "of a library"));

        assertThat(new AgreedKeysFilter().isLoggable(line)).isTrue();

        assertThat(line.getLevel().getName()).isEqualTo(ours);
    }

    @Test
    void oursStayAsTheyAre() {
        for (Level level : new Level[] {
            org.jboss.logmanager.Level.FATAL,
            org.jboss.logmanager.Level.WARN,
            org.jboss.logmanager.Level.INFO,
            org.jboss.logmanager.Level.TRACE
        }) {
            assertThat(AgreedLevel.of(level)).isSameAs(level);
        }
    }
}
