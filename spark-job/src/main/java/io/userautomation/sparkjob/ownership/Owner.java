package io.userautomation.sparkjob.ownership;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who owns a checkpoint; what a member's {@code client.id} says.
 *
 * @param host the process' own name of its machine
 * @param pid of the process; 0 where it isn't known
 * @param since when it joined, by its clock; null where it isn't known
 */
public record Owner(String host, long pid, Instant since) {

    private static final Pattern CLIENT_ID = Pattern.compile("user_automation\\.[^@]*@(.+)/(\\d{1,18})/(\\S+)");

    /** This process, from now on. */
    static Owner thisProcess() {
        return new Owner(
                hostName(), ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** @param query a client has a name of its own in its process */
    String clientId(String query) {
        return "user_automation.%s@%s/%s/%s".formatted(query, host, pid, since);
    }

    /** @param address of the member, for one whose id says nothing */
    static Owner of(String clientId, String address) {
        Matcher parts = CLIENT_ID.matcher(clientId);
        if (parts.matches()) {
            try {
                return new Owner(parts.group(1), Long.parseLong(parts.group(2)), Instant.parse(parts.group(3)));
            } catch (DateTimeParseException e) {
                // Somebody else's, as below.
            }
        }
        return new Owner(address, 0, null);
    }

    /** For messages. */
    public String inWords() {
        return since == null
                ? "a process on %s that did not say which".formatted(host)
                : "process %s on %s since %s".formatted(pid, host, since);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
