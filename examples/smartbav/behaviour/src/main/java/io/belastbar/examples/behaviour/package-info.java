/** How a simulated remote system treats its callers, and the door by which that is changed. */
package io.belastbar.examples.behaviour;
