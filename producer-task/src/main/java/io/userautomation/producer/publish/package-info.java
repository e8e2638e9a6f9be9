/** Publishing: from pages of users to acknowledged records, at a pace, with signs of life. */
package io.userautomation.producer.publish;
