/** Processes, their identity, their logs and their end. */
package io.userautomation.localstack.process;
