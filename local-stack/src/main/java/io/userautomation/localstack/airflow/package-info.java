/** A client of Airflow's REST API, for the local run and for tests. */
package io.userautomation.localstack.airflow;
