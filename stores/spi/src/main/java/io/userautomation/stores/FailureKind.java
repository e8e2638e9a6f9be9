package io.userautomation.stores;

/** What an error of a server means for whoever meets it. */
public enum FailureKind {
    /** The server refuses a value: the row alone is at fault. */
    DATA,
    /** The server does not answer, or can't just now: waiting may mend it. */
    OUTAGE,
    /** The server refuses the login; no waiting mends it. */
    LOGIN,
    /** What is asked for is not there, is another one, or is not allowed; no waiting mends it. */
    SCHEMA
}
