/** A network that misbehaves, for tests. */
package io.userautomation.localstack.network;
