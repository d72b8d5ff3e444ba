package io.belastbar.rights.kafka;

import io.belastbar.embedded.FreePorts;
import io.belastbar.rights.Rendered;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker with the users, the topics and the rights of the manifests, and an administrator who changes them. */
public final class AuthorizedKafka implements AutoCloseable {
    /** Far above what it takes: the broker learns of a right from the controller. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(120);

    private final AuthorizingBroker broker;
    private final Admin admin;

    private AuthorizedKafka(AuthorizingBroker broker) {
        this.broker = broker;
        this.admin = Admin.create(broker.client(AuthorizingBroker.SUPER_USER));
    }

    /** @param others who have a password besides, and no right */
    public static AuthorizedKafka start(Path folder, String... others) throws Exception {
        var passwords = new HashMap<String, String>();
        Stream.of(KafkaUser.all().map(KafkaUser::name), Stream.of(others), Stream.of(AuthorizingBroker.SUPER_USER))
                .flatMap(names -> names)
                .forEach(user -> passwords.put(user, "password-of-" + user));
        List<Integer> ports = FreePorts.find(2);
        var broker = new AuthorizingBroker(folder.resolve("kafka"), ports.get(0), ports.get(1), passwords);
        try {
            broker.start();
            var kafka = new AuthorizedKafka(broker);
            kafka.makeTopics();
            kafka.give(rights());
            return kafka;
        } catch (Exception failed) {
            broker.kill();
            throw failed;
        }
    }

    /** Of all users of the manifests. */
    public static List<AclBinding> rights() {
        return KafkaUser.all().flatMap(user -> user.rights().stream()).toList();
    }

    public static List<String> topics() {
        return Rendered.of("KafkaTopic").map(Rendered::name).toList();
    }

    public AuthorizingBroker broker() {
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    public void give(Collection<AclBinding> rights) throws Exception {
        admin.createAcls(rights).all().get();
        await(() -> known().containsAll(rights));
    }

    public void take(AclBinding right) throws Exception {
        admin.deleteAcls(List.of(right.toFilter())).all().get();
        await(() -> !known().contains(right));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        try {
            broker.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Collection<AclBinding> known() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    private static void await(Callable<Boolean> known) throws Exception {
        Waiting.until(KNOWN_WITHIN, known, () -> "the broker does not know of the rights");
    }

    private void makeTopics() throws Exception {
        var topics = new ArrayList<NewTopic>();
        Rendered.of("KafkaTopic")
                .forEach(topic -> topics.add(new NewTopic(
                                Rendered.name(topic),
                                topic.at("/spec/partitions").asInt(),
                                (short) 1)
                        .configs(Map.of(
                                "retention.ms",
                                topic.at("/spec/config/retention.ms").asText(),
                                "max.message.bytes",
                                topic.at("/spec/config/max.message.bytes").asText()))));
        admin.createTopics(topics).all().get();
    }
}
