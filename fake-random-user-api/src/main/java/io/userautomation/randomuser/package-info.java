/**
 * A fake Random User API: same paths, parameters, field shapes and oddities, users of our own, faults on demand.
 *
 * <p>What is said here about the real API comes from its open-source generator and from responses captured from it.
 */
package io.userautomation.randomuser;
