/** The formats of a schema registry: what a value names as its schema, and how a record is read and written by it. */
package io.userautomation.kafka.formats;
