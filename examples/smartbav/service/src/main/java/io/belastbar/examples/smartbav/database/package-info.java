/** The way to PostgreSQL, made for the day on which it is away: a breaker, bounded waits, last known answers. */
package io.belastbar.examples.smartbav.database;
