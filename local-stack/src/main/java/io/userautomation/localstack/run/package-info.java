/** One run of the whole pipeline on this machine: the servers, then the tasks in the order of the DAG. */
package io.userautomation.localstack.run;
