package io.belastbar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import org.junit.jupiter.api.Test;

class IdempotentRequestTest {

    @Test
    void bodiesAreToldApart() {
        assertThat(IdempotentRequest.of("p", "o", "k", "a")).isNotEqualTo(IdempotentRequest.of("p", "o", "k", "b"));
        assertThat(IdempotentRequest.of("p", "o", "k", null)).isEqualTo(IdempotentRequest.of("p", "o", "k", ""));
    }

    @Test
    void aKeyIsNeitherBlankNorEndless() {
        assertThatThrownBy(() -> IdempotentRequest.of("p", "o", " ", "a")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> IdempotentRequest.of("p", "o", "k".repeat(201), "a"))
                .isInstanceOf(InvalidInput.class);
    }
}
