package io.userautomation.localstack.run;

import java.util.Locale;

/** The tasks of a run, in the order in which they may start; named as in the DAG. */
enum TaskName {
    INIT_SCHEMA,
    OPEN_RUN,
    PUBLISH_USERS,
    STORE_USERS,
    CLOSE_RUN,
    AUDIT_RUN;

    /** As it is shown, and as its log is called. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
