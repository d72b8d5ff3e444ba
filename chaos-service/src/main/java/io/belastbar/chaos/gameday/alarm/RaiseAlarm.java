package io.belastbar.chaos.gameday.alarm;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.web.target.CredentialStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Has everybody told who must know of an alarm, once the transaction is committed, until each has heard it. */
@ApplicationScoped
public class RaiseAlarm {
    private final AlarmRepository alarms;
    private final AlarmQueue queue;
    private final CredentialStore credentials;
    private final List<String> alertmanagers;

    RaiseAlarm(AlarmRepository alarms, AlarmQueue queue, CredentialStore credentials, ChaosConfig config) {
        this.alarms = alarms;
        this.queue = queue;
        this.credentials = credentials;
        this.alertmanagers = config.alarm().alertmanagers().orElse(List.of());
    }

    public Uni<Void> raise(SqlConnection transaction, Alarm alarm, Runbook runbook) {
        Uni<Void> all = Uni.createFrom().voidItem();
        List<AlarmMessage> messages = AlarmMessage.of(
                alarm, runbook, alertmanagers, name -> credentials.find(name).isPresent());
        for (int i = 0; i < messages.size(); i++) {
            AlarmMessage message = messages.get(i);
            AlarmQueue.Item item = new AlarmQueue.Item(alarm.gameDay(), i);
            all = all.chain(() ->
                            alarms.insert(transaction, item.gameDay(), item.position(), message.target(), alarm.at()))
                    .chain(() -> queue.work().enqueue(transaction, item.text(), message));
        }
        return all;
    }
}
