package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class StepsTest {
    private final Steps steps = new Steps(Path.of("").toAbsolutePath());

    @Test
    void aStepThatFailsEndsTheBuildAndWrongInputStaysWrongInput() throws Exception {
        steps.run(List.of("true"));

        assertThat(failure("sh", "-c", "exit 1").exitCode()).isEqualTo(ExitCodes.ABORTED);
        assertThat(failure("sh", "-c", "exit 104").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(failure("no-such-program"))
                .hasMessageStartingWith("no-such-program was not found")
                .extracting(CommandFailure::exitCode)
                .isEqualTo(ExitCodes.INVALID_INPUT);
    }

    @Test
    void onceStoppedTheRunningStepEndsAndNoOtherIsBegun() throws Exception {
        CompletableFuture<Void> running = CompletableFuture.runAsync(this::sleep);

        steps.stop();

        assertThat(running.handle((none, failure) -> failure).get(60, TimeUnit.SECONDS))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Steps.Stopped.class);
        assertThatThrownBy(() -> steps.run(List.of("true"))).isInstanceOf(Steps.Stopped.class);
    }

    private void sleep() {
        try {
            steps.run(List.of("sleep", "3600"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandFailure failure(String... command) {
        return catchThrowableOfType(CommandFailure.class, () -> steps.run(List.of(command)));
    }
}
