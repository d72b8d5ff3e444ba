package io.belastbar.budget.escalation.trial;

import io.belastbar.document.ProblemError;
import java.util.List;

/**
 * Whether the rules in force are heard, here and now.
 *
 * @param builtIn whether the system has no document of its own
 * @param heard whether each rule can be met and reaches somebody
 * @param reason why stored rules hold no more; null if they are read
 * @param warnings what nobody hears, by its place in the document
 */
record RulesHealth(String system, boolean builtIn, boolean heard, String reason, List<ProblemError> warnings) {}
