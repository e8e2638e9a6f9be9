package io.userautomation.commandline;

/** The work of one command. */
@FunctionalInterface
public interface Task {

    /**
     * Does it all, or throws.
     *
     * @return what was done
     * @throws io.userautomation.commandline.settings.InvalidSettingsException for status 2
     * @throws TaskException for the status it carries
     * @throws InterruptedException for status 4: a signal interrupts the thread that this runs on
     * @throws Exception for status 1
     */
    Summary run() throws Exception;
}
