package io.userautomation.kafka.deadletters;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.HeaderTexts;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a dead letter was refused, fit for any eye: whatever the headers hold, only known words come out of them.
 *
 * @param stage one of the {@code STAGE_} constants, or {@link #OTHER}
 * @param refusedBy the simple name of the class that refused it, or {@link #OTHER}
 * @param message the sentence, with {@code …} for each word that might be content
 * @param store the store that alone refused it; null where none could take it
 */
public record DeadLetterReason(String stage, String refusedBy, String message, String store)
        implements Comparable<DeadLetterReason> {

    /** Stands for what somebody else wrote. */
    public static final String OTHER = "other";

    private static final Set<String> STAGES =
            Set.of(DeadLetterHeaders.STAGE_PUBLISH, DeadLetterHeaders.STAGE_VALIDATE, DeadLetterHeaders.STAGE_STORE);

    /** Classes of this pipeline and of the libraries that refuse records. */
    private static final Pattern KNOWN_CLASS = Pattern.compile(
            "(?:io\\.userautomation|org\\.postgresql|java)(?:\\.[a-z]{1,20}){1,6}\\.([A-Za-z]{1,40}(?:\\$[A-Za-z]{1,40})?)");

    private static final Pattern STORE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    static DeadLetterReason of(String stage, HeaderTexts headers) {
        String knownStage = STAGES.contains(stage) ? stage : OTHER;
        return new DeadLetterReason(
                knownStage,
                simpleName(headers.text(DeadLetterHeaders.EXCEPTION_CLASS)),
                MessageShape.of(headers.text(DeadLetterHeaders.EXCEPTION_MESSAGE)),
                knownStage.equals(DeadLetterHeaders.STAGE_STORE) ? store(headers.text(DeadLetterHeaders.SINK)) : null);
    }

    /** One line: {@code store by PSQLException, postgres: SQLSTATE 22001: value too long …}. */
    public String sentence() {
        return "%s by %s%s: %s".formatted(stage, refusedBy, store == null ? "" : ", " + store, message);
    }

    @Override
    public int compareTo(DeadLetterReason other) {
        return sentence().compareTo(other.sentence());
    }

    private static String simpleName(String className) {
        var matcher = KNOWN_CLASS.matcher(className == null ? "" : className);
        return matcher.matches() ? matcher.group(1).replace('$', '.') : OTHER;
    }

    /** Null for what can't be a store's name. */
    private static String store(String name) {
        return name != null && STORE_NAME.matcher(name).matches() ? name : null;
    }
}
