package io.belastbar.local.ha;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.supervision.SupervisedChild;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** One of the sample's own servers, as supervision and control door see it. */
record SampleServer(String name, String scheme, EmbeddedServer server, Path log, Behaviour behaviour)
        implements SupervisedChild, Breakable.Standstill {

    /** How it is started, and what it needs for that, which may change. */
    record Behaviour(Start start, Supplier<List<String>> needs) {}

    interface Start {
        void run() throws Exception;
    }

    @Override
    public String url() {
        return scheme + "://127.0.0.1:" + server.port();
    }

    @Override
    public List<String> needs() {
        return behaviour.needs().get();
    }

    @Override
    public void start() throws Exception {
        behaviour.start().run();
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public String fate() {
        return server.fate();
    }

    @Override
    public void stop() throws InterruptedException {
        server.stop();
    }

    @Override
    public void kill() throws InterruptedException {
        server.kill();
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }
}
