/** What can be set: one record per group, each with its settings, and every problem found at once. */
package io.userautomation.producer.settings;
