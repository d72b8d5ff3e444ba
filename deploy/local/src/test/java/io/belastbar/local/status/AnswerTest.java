package io.belastbar.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.status.Answer.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void redisThatWantsAPasswordIsReadyAndOneThatLoadsIsNot() {
        assertThat(Answer.ofRedis(bytes("+PONG\r"))).isEqualTo(Answer.ready());
        assertThat(Answer.ofRedis(bytes("-NOAUTH Authentication required.\r"))).isEqualTo(Answer.ready());
        assertThat(Answer.ofRedis(bytes("-LOADING Redis is loading the dataset in memory\r")))
                .isEqualTo(Answer.notReady("-LOADING Redis is loading the dataset in memory"));
        assertThat(Answer.ofRedis(bytes("")).state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void postgresThatAsksForAPasswordIsReadyAndOneThatStartsIsNot() {
        assertThat(Answer.ofPostgres(bytes("R\0\0\0\u0017\0\0\0\nSCRAM-SHA-256")))
                .isEqualTo(Answer.ready());
        assertThat(Answer.ofPostgres(bytes("E\0\0\0\u0050SFATAL\0C57P03\0Mthe database system is starting up\0\0")))
                .isEqualTo(Answer.notReady("the database system is starting up"));
        assertThat(Answer.ofPostgres(bytes("E")).state()).isEqualTo(State.NOT_READY);
        assertThat(Answer.ofPostgres(bytes("")).remark()).isEqualTo("not PostgreSQL");
        assertThat(Answer.ofPostgres(bytes("HTTP/1.1 400")).remark()).isEqualTo("not PostgreSQL");
    }

    @Test
    void serviceIsReadyWithStatus200Only() {
        assertThat(Answer.ofHttp(bytes("HTTP/1.1 200 OK\r"))).isEqualTo(Answer.ready());
        assertThat(Answer.ofHttp(bytes("HTTP/1.1 503 Service Unavailable\r")))
                .isEqualTo(Answer.notReady("HTTP/1.1 503 Service Unavailable"));
        assertThat(Answer.ofHttp(bytes("HTTP/1.1 2000")).state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void kafkaIsKnownByTheNumberThatItSendsBack() {
        assertThat(Answer.ofKafka(bytes("\0\0\0\u0010\0\0\0\u0007"), 7)).isEqualTo(Answer.ready());
        assertThat(Answer.ofKafka(bytes("\0\0\0\u0010\0\0\0\u0008"), 7).remark())
                .isEqualTo("not Kafka");
        assertThat(Answer.ofKafka(bytes("abc"), 7).state()).isEqualTo(State.NOT_READY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
