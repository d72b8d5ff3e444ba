package io.belastbar.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.tls.TlsConfigurationRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorConfigTest {

    private final List<Object> namesAsked = new CopyOnWriteArrayList<>();
    private final CollectorConfig config = new CollectorConfig((TlsConfigurationRegistry) Proxy.newProxyInstance(
            TlsConfigurationRegistry.class.getClassLoader(),
            new Class<?>[] {TlsConfigurationRegistry.class},
            (registry, asked, arguments) -> {
                namesAsked.add(arguments[0]);
                return Optional.empty();
            }));

    @BeforeEach
    void sayItOfAllThatIsExported() {
        config.timeout = Duration.ofSeconds(7);
        config.tracesTimeout = Optional.empty();
        config.compression = "none";
        config.tracesCompression = Optional.empty();
        config.tlsName = Optional.of("all");
        config.tracesTlsName = Optional.empty();
    }

    @Test
    void whatIsSaidOfAllThatIsExportedIsSaidOfTraces() {
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.isCompressed()).isFalse();
        assertThat(tlsNameAsked()).isEqualTo("all");
    }

    @Test
    void whatIsSaidOfTracesComesFirst() {
        config.tracesTimeout = Optional.of(Duration.ofSeconds(3));
        config.tracesCompression = Optional.of("gzip");
        config.tracesTlsName = Optional.of("traces");

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.isCompressed()).isTrue();
        assertThat(tlsNameAsked()).isEqualTo("traces");
    }

    private Object tlsNameAsked() {
        // Nobody knows the name: that is told, after it was asked for.
        org.assertj.core.api.Assertions.catchThrowable(config::client);
        return namesAsked.getLast();
    }
}
