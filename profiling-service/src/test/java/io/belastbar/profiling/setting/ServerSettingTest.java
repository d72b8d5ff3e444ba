package io.belastbar.profiling.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingTest {
    @ParameterizedTest
    @CsvSource({
        "16384, 8kB, 128MB, 134217728",
        "4096, kB, 4MB, 4194304",
        "2048, MB, 2GB, 2147483648",
        "1, 8kB, 8kB, 8192",
        "-1, 8kB, -1, -1",
        "300, s, 5min, 300000",
        "30000, ms, 30s, 30000",
        "1500, ms, 1500ms, 1500",
        "0, ms, 0, 0",
        "-1, ms, -1, -1",
        "0.9, , 0.9, 0.9",
        "100, , 100, 100"
    })
    void aValueIsShownAsTheFileWritesIt(String value, String unit, String shown, double number) {
        var setting = new ServerSetting("any", value, unit, "sighup", "default", false);

        assertThat(setting.shown()).isEqualTo(shown);
        assertThat(setting.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"128GB, 137438953472", "512MB, 536870912", "1TB, 1099511627776", "131072 kB, 134217728"})
    void memoryIsReadInPostgresUnits(String text, long bytes) {
        assertThat(size(text, null, null).memoryBytes()).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"128", "128gb!", "-1GB", "0GB", "1kB", "999999999TB", "½GB", "1.5GB", "GB"})
    void whatIsNoSizeOfAMemoryIsRefusedByName(String text) {
        assertThatThrownBy(() -> size(text, null, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("memory");
    }

    @Test
    void whatIsNotSaidIsNotGuessed() {
        assertThat(size(null, " ", "")).isEqualTo(new ServerSize(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void whatIsAskedGoesBeforeWhatIsConfigured() {
        ServerSize both = size("64GB", null, "10").or(size("32GB", "hdd", "20"));

        assertThat(both).isEqualTo(size("64GB", "HDD", "10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "many", "9999999", "1.5"})
    void whatIsNoNumberOfConnectionsIsRefusedByName(String text) {
        assertThatThrownBy(() -> size(null, null, text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("connections");
    }

    @Test
    void aTapeIsNoDisk() {
        assertThatThrownBy(() -> size(null, "tape", null)).isInstanceOf(InvalidInput.class);
    }

    private static ServerSize size(String memory, String disk, String connections) {
        return ServerSize.of(Optional.ofNullable(memory), Optional.ofNullable(disk), Optional.ofNullable(connections));
    }
}
