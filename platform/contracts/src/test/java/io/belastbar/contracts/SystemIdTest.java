package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "smartbav",
                "shop.v2",
                "s-1",
                "7",
                "a_b",
                "x23456789012345678901234567890123456789012345678901234567890123"
            })
    void aShortIdInLowerCaseIsOne(String id) {
        assertThat(SystemId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Shop",
                "-shop",
                ".shop",
                "shop/v2",
                "shop v2",
                "shop\n",
                "sh\u0000op",
                "größe",
                "x234567890123456789012345678901234567890123456789012345678901234"
            })
    void anythingElseIsNone(String id) {
        assertThat(SystemId.isValid(id)).isFalse();
    }
}
