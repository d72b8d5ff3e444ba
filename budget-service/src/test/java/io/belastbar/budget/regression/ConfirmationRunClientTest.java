package io.belastbar.budget.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.regression.ConfirmationRunClient.Order;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfirmationRunClientTest {

    /** By its bytes loadtest-service knows that an order was there before; another process repeats it. */
    @Test
    void anOrderHasTheSameBytesInEveryProcess() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(new Order("checkout", Map.of("confirms", "17"))))
                .isEqualTo("{\"scenario\":\"checkout\",\"labels\":{\"confirms\":\"17\"}}");
    }
}
