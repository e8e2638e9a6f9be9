/** One class per server: its files, its command, when it is ready. */
package io.userautomation.localstack.server;
