/**
 * smart!bAV, the sample system under test: employees and pension offers of many tenants in one database. An ordinary
 * service with one deliberate flaw, see {@code db/migration/V1__smartbav.sql}.
 */
package io.belastbar.examples.smartbav;
