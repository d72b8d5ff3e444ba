package io.belastbar.examples.smartbav.login;

/** Somebody who may log in. */
public record User(String id, String organizationId, String email, PasswordHash password) {}
