package io.belastbar.embedded.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** What the administrator does at the start of a node. */
record ClusterAdministration(NodeSettings settings) {
    /** The least that is allowed: passwords of 192 random bits need no stretching. */
    private static final int ITERATIONS = 4096;

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

    /**
     * Sets every user anew in a cluster that is older than this start: one that was formatted without users has them
     * afterwards, and a password that was changed is the new one.
     */
    void setUsers() throws IOException, InterruptedException {
        var users = settings.users().entrySet().stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user.getKey(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                        user.getValue()))
                .toList();
        try (var founder = Admin.create(settings.founder())) {
            founder.alterUserScramCredentials(users).all().get();
        } catch (ExecutionException e) {
            throw new IOException("users could not be set", e.getCause());
        }
        awaitUsers();
    }

    /** The broker learns from the controller what the controller has taken. */
    private void awaitUsers() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (true) {
            try (var administrator = Admin.create(settings.administrator())) {
                administrator.describeCluster().clusterId().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException) || System.nanoTime() > deadline) {
                    throw new IOException("the users that were set are not known", e.getCause());
                }
                Thread.sleep(20);
            }
        }
    }

    void createTopics() throws IOException, InterruptedException {
        try (var administrator = Admin.create(settings.administrator())) {
            var existing = administrator.listTopics().names().get();
            var missing = settings.topics().stream()
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, settings.partitions(), (short) 1))
                    .toList();
            administrator.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("topics could not be created", e.getCause());
            }
        }
    }

    /** The topic of the consumer groups is made by whoever asks first, anywhere: so that it has no part of this node. */
    void keepGroupsAtTheFirst() throws IOException, InterruptedException {
        try (var administrator = Admin.create(settings.administratorOfTheFirst())) {
            administrator.describeConsumerGroups(List.of("belastbar")).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new IOException("the first node does not answer", e.getCause());
            }
        }
    }
}
