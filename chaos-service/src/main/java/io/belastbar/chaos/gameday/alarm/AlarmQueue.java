package io.belastbar.chaos.gameday.alarm;

import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.document.UnderstoodJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Alarms that have not arrived yet: the id of the game day, and the position of the receiver. */
@ApplicationScoped
class AlarmQueue {
    private final LeasedWork<AlarmMessage> work;

    AlarmQueue(Workers workers) {
        this.work = workers.queue(
                "game-day-alarms", new PayloadFormat<>(UnderstoodJson.PLAIN::write, text -> UnderstoodJson.PLAIN
                        .read(text, AlarmMessage.class)
                        .orElseThrow(() -> new IllegalArgumentException("an alarm cannot be read"))));
    }

    LeasedWork<AlarmMessage> work() {
        return work;
    }

    /** Which receiver of which game day. */
    record Item(UUID gameDay, int position) {
        static Item parse(String text) {
            int slash = text.indexOf('/');
            return new Item(UUID.fromString(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        String text() {
            return gameDay + "/" + position;
        }
    }
}
