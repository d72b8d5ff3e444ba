package io.belastbar.image;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skipped, in one line that names the package, where an image cannot be started without an engine. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSandbox.Condition.class)
public @interface NeedsSandbox {
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return isPossible()
                    ? ConditionEvaluationResult.enabled("bwrap runs")
                    : ConditionEvaluationResult.disabled("bwrap cannot run here: install the package bubblewrap");
        }

        private static boolean isPossible() {
            try {
                return new ProcessBuilder("bwrap", "--ro-bind", "/", "/", "--unshare-user", "--uid", "185", "true")
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException notThere) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
