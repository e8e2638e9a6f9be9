package io.userautomation.systemtests.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that injects a fault and counts what became of every acknowledged record. It takes a {@link FaultReport}, which
 * becomes a line of the table that {@code script/fault-tests.sh} prints.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(FaultReports.class)
@interface Fault {

    /** What happens, in the words of the table; behind the display name of the class, where it has one. */
    String value();
}
