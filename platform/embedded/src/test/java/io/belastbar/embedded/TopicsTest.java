package io.belastbar.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Topic;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    /** The local broker makes no topic by itself: one that is missing here would block for ever. */
    @Test
    void everyTopicOfTheContractsIsMadeWithItsDeadLettersAndNoOther() {
        var contracts = Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterTopicName()));

        assertThat(Topics.all()).containsExactlyInAnyOrderElementsOf(contracts.toList());
    }
}
