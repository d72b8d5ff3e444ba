package io.belastbar.faulttolerance.breaker;

/**
 * Marks an exception that says nothing about the remote system's health, for example that it answered 400. The breaker
 * counts such a call as a success and passes the exception on.
 */
public interface NotAFailure {}
