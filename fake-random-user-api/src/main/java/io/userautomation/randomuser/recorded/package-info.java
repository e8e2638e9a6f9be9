/** Responses captured from the real API, served again. */
package io.userautomation.randomuser.recorded;
