/** The real servers of the pipeline on one machine, and the processes that a test or a run starts beside them. */
package io.userautomation.localstack;
