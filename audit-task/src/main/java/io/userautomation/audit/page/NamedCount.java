package io.userautomation.audit.page;

/** How many there are of something. */
public record NamedCount(String name, long count) {}
