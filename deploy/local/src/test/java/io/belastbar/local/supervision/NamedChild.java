package io.belastbar.local.supervision;

import java.nio.file.Path;
import java.util.List;

/** A child that others only speak of. */
public record NamedChild(String name, List<String> needs) implements SupervisedChild {
    public NamedChild(String name) {
        this(name, List.of());
    }

    @Override
    public String url() {
        return "http://" + name;
    }

    @Override
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAlive() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path log() {
        return Path.of(name + ".log");
    }
}
