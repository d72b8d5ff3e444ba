package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/adr/0078 */
class JvmFlagsTest {

    @Test
    void whatTheLauncherStartsHasMoreCarriersThanProcessors() {
        assertThat(JvmFlags.small(64)).contains(JvmFlags.CARRIERS);
        assertThat(JvmFlags.loadGenerator(64)).contains(JvmFlags.CARRIERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "belastbar",
                "pom.xml",
                "deploy/images/start/service/start",
                "deploy/images/start/cli/start",
                "deploy/local/src/main/java/io/belastbar/local/ha/FaultProxyProcess.java"
            })
    void soHasWhatIsStartedOtherwise(String file) throws IOException {
        assertThat(Path.of("../..").resolve(file)).content().containsOnlyOnce(JvmFlags.CARRIERS);
        assertThat(System.getProperty("jdk.virtualThreadScheduler.parallelism")).isEqualTo("16");
    }
}
