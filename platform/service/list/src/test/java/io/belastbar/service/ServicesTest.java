package io.belastbar.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {

    @Test
    void theListIsReadInItsOrderWithoutItsComments() {
        assertThat(Services.parse("# name port\n\nshop 18709 64 first\n  till   18701  256   both\n"))
                .containsExactly(
                        new ListedService("shop", 18709, 64, false), new ListedService("till", 18701, 256, true));
        assertThat(Services.parse("")).isEmpty();
        assertThat(Services.names()).contains("budget", "loadtest");
    }

    @Test
    void moduleAndOffsetFollowFromNameAndPort() {
        var shop = new ListedService("shop", 18709, 64, false);

        assertThat(shop.module()).isEqualTo("shop-service");
        assertThat(shop.portOffset()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "shop 18706, should be NAME PORT HEAP",
        "shop 18706 64 none, should be NAME PORT HEAP",
        "shop; 18706 64 first, letters a to z: was shop;",
        "Shop 18706 64 first, letters a to z: was Shop",
        "shop 18710 64 first, between 18701 and 18709: was 18710",
        "shop 18700 64 first, between 18701 and 18709: was 18700",
        "shop x 64 first, x",
    })
    void aLineThatIsNoServiceIsRefused(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Services.parse(line))
                .withMessageContaining(message);
    }

    @Test
    void noTwoServicesShareANameOrAPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Services.parse("shop 18706 64 first\nshop 18707 64 first"))
                .withMessageContaining("was twice shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Services.parse("shop 18706 64 first\ntill 18706 64 first"))
                .withMessageContaining("was twice 18706");
    }
}
