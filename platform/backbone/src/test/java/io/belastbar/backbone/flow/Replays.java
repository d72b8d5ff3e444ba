package io.belastbar.backbone.flow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.time.Duration;

/** Replays of dead letters, as people ask for them. */
public final class Replays {

    private Replays() {}

    static Response ask(long letter) {
        return given().post("/api/v1/dead-letters/" + letter + "/replay");
    }

    /** Asks again, as the answer says, while PostgreSQL takes longer than the little time that it has in these tests. */
    public static Response replay(long letter) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> ask(letter), answer -> answer.statusCode() != 503);
    }
}
