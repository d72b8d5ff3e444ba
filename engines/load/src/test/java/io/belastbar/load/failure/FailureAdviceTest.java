package io.belastbar.load.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.report.Sentence;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureAdviceTest {

    /** Every class with every status and with every SQLSTATE class: there is always something to say, in both languages. */
    static Stream<FailureCause> anything() {
        return Arrays.stream(ErrorClass.values()).flatMap(error -> Stream.of(
                        IntStream.range(100, 1_000).mapToObj(Integer::toString),
                        Stream.of("", "00000", "08006", "21000", "22012", "23514", "28001", "3F000", "40P01"),
                        Stream.of("42P07", "53200", "57P01", "58000", "F0000", "XX000", "P0001", "7"))
                .flatMap(codes -> codes)
                .map(code -> new FailureCause(0, error, code, "what {0} it's", 1)));
    }

    @Test
    void nothingIsWithoutAdviceInBothLanguages() {
        assertThat(anything()).allSatisfy(cause -> {
            Sentence advice = FailureAdvice.of(cause, "shop-api");
            assertThat(advice.english()).isNotBlank().endsWith(".").doesNotContain("{0}", "''");
            assertThat(advice.german())
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotContain("{0}", "''")
                    .isNotEqualTo(advice.english());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNEXPECTED_STATUS | 401   |                        | header Authorization",
                "UNEXPECTED_STATUS | 404   |                        | BELASTBAR_TARGETS_SHOP_API_URL",
                "UNEXPECTED_STATUS | 429   |                        | rate limit",
                "UNEXPECTED_STATUS | 418   |                        | name it in the check",
                "UNEXPECTED_STATUS | 521   |                        | its log says more",
                "UNEXPECTED_STATUS | 302   |                        | redirects under http",
                "SQL_ERROR         | 42P01 | no such                | There is no such table",
                "SQL_ERROR         | 42501 | permission denied      | GRANT it",
                "SQL_ERROR         | 42601 | syntax error           | mistake in the SQL",
                "SQL_ERROR         | 23505 | duplicate key          | variables vu and iteration",
                "SQL_ERROR         | 22012 | division by zero       | A value does not fit",
                "CONNECTION_FAILED | 28P01 | password …             | BELASTBAR_CREDENTIALS_SHOP_API_USERNAME",
                "CONNECTION_FAILED | 3D000 | database …             | There is no such database",
                "CONNECTION_FAILED | 53300 | too many clients       | max_connections",
                "CONNECTION_FAILED | ''    | Connection refused: x  | Nothing listens there",
                "CONNECTION_FAILED | ''    | timed out              | firewall",
                "TIMEOUT           | ''    | no answer within 2 s   | request-timeout",
                "TIMEOUT           | ''    | no connection was free in time | All connections were taken",
                "TIMEOUT           | 55P03 | canceling              | lock_timeout",
                "TLS_FAILED        | ''    | certificate of x is self-signed | BELASTBAR_TARGETS_SHOP_API_CA=/path",
                "TLS_FAILED        | ''    | No subject alternative names   | for another name",
                "TLS_FAILED        | ''    | NotAfter: certificate expired  | out of date",
                "TLS_FAILED        | ''    | not an SSL/TLS record  | speaks no TLS",
                "TLS_FAILED        | ''    | handshake_failure      | TLS versions"
            })
    void whatHelpsFollowsFromCodeAndMessage(ErrorClass error, String code, String message, String helps) {
        FailureCause cause = new FailureCause(0, error, code, message, 1);

        assertThat(FailureAdvice.of(cause, "shop-api").english()).contains(helps);
    }

    @Test
    void aTargetWithoutANameLeavesAPlaceForIt() {
        FailureCause cause = new FailureCause(0, ErrorClass.NAME_UNRESOLVED, "", "", 1);

        assertThat(FailureAdvice.of(cause, "").english()).contains("BELASTBAR_TARGETS_NAME_URL");
    }

    @Test
    void bothLanguagesKnowTheSameTexts() throws Exception {
        assertThat(keys("texts_de.properties")).isEqualTo(keys("texts_en.properties"));
    }

    private static Set<String> keys(String file) throws Exception {
        Properties texts = new Properties();
        try (InputStream in = FailureAdvice.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
