/** The few calls of a Confluent-compatible schema registry that are needed. */
package io.userautomation.kafka.registry;
