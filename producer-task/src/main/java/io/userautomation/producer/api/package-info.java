/** The Random User API: asking for pages, asking again, and reading what comes. Knows nothing of Kafka. */
package io.userautomation.producer.api;
