/** A certificate authority for servers on this machine. */
package io.userautomation.localstack.tls;
