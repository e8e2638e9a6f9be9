/** What the machine must have before anything starts. */
package io.userautomation.localstack.check;
