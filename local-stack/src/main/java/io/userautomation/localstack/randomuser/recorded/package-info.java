/** Responses captured from the real API, served again. */
package io.userautomation.localstack.randomuser.recorded;
