package io.belastbar.local.launch;

import java.time.Duration;

/** Hears how the start goes. Called from several threads. */
public interface StartListener {
    void starting(String name, String url);

    void ready(String name, Duration took);

    void failed(String name, String reason);
}
