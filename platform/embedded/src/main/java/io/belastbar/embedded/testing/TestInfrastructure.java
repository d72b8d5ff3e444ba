package io.belastbar.embedded.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The one PostgreSQL, Kafka and Redis of a test JVM: started by whoever asks first, ended with the JVM.
 *
 * <p>Quarkus loads test classes in class loaders of its own, each with its own copy of a static field. What is shared
 * therefore belongs to the JVM's own class loader, and is handed over in types of the JDK only.
 */
public final class TestInfrastructure {
    private final Map<String, Callable<Object>> shared;

    private TestInfrastructure(Map<String, Callable<Object>> shared) {
        this.shared = shared;
    }

    /** The running infrastructure; the first call starts it, which takes some seconds. */
    @SuppressWarnings("unchecked")
    public static TestInfrastructure current() {
        try {
            var shared = ClassLoader.getSystemClassLoader()
                    .loadClass(TestServers.class.getName())
                    .getDeclaredMethod("shared");
            shared.setAccessible(true);
            return new TestInfrastructure((Map<String, Callable<Object>>) shared.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("test infrastructure", e);
        }
    }

    /** The configuration that the launcher would write, for these servers. */
    @SuppressWarnings("unchecked")
    public static Map<String, String> settings() {
        return (Map<String, String>) current().call("settings");
    }

    /** What a Kafka client of a test needs: servers and security; a copy, to be added to. */
    public static Map<String, Object> kafkaClient() {
        String prefix = "kafka.";
        return settings().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(
                        HashMap::new,
                        (client, entry) -> client.put(entry.getKey().substring(prefix.length()), entry.getValue()),
                        Map::putAll);
    }

    public Server postgres() {
        return new Server("postgres");
    }

    public Server kafka() {
        return new Server("kafka");
    }

    /**
     * A second broker of the same cluster: not started until a test does so, and to be stopped by the same test. It
     * holds the partitions that a test assigns to broker 2, and none of the platform's topics.
     */
    public Server secondKafka() {
        return new Server("secondKafka");
    }

    public Server redis() {
        return new Server("redis");
    }

    private Object call(String name) {
        try {
            return shared.get(name).call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** One of them; a test that stops it starts it again, on the same port with the same data. */
    public final class Server {
        private final String name;

        private Server(String name) {
            this.name = name;
        }

        /** Ends it in good order. */
        public void stop() {
            call(name + ".stop");
        }

        /** Ends it as a crash would. */
        public void kill() {
            call(name + ".kill");
        }

        /** It hangs: it answers nobody, but its connections stay open. */
        public void pause() {
            call(name + ".pause");
        }

        /** What was paused goes on. */
        public void resume() {
            call(name + ".resume");
        }

        /** Starts it again and waits until it answers. */
        public void start() {
            call(name + ".start");
        }
    }
}
