package io.userautomation.audit.page;

import com.google.gson.JsonObject;
import io.userautomation.audit.page.CountsOverTime.Point;
import java.util.List;
import java.util.Map;

/**
 * All that the page of a run shows: counts, and nothing of any user but the ids that the findings name.
 *
 * @param subject what was audited
 * @param verdict the audit's sentence
 * @param state {@code proven}, {@code not_proven} or {@code open}
 * @param findings what keeps it from being proven, a sentence each
 * @param auditedAt when
 * @param figures the audit's last line
 * @param stores the names of those that have figures there
 * @param timeline what happened when
 * @param perSecond lines by name
 * @param latencies how long it took into each store
 * @param users what was counted of the records; null where none were read
 * @param settings names and values, of which none is a secret
 */
public record RunPage(
        String subject,
        String verdict,
        String state,
        List<String> findings,
        String auditedAt,
        JsonObject figures,
        List<String> stores,
        List<Phase> timeline,
        Map<String, List<Point>> perSecond,
        LatencyBars latencies,
        Users users,
        Map<String, String> settings) {

    /**
     * What was counted while the audit read.
     *
     * @param records all of them
     * @param invalid those that aren't valid
     * @param unreadable those of them that have no fields
     * @param deadLetters by reason
     * @param countries users by country
     * @param ages users by age
     * @param fields quality by field
     * @param sharedEmails e-mail addresses that more than one user has
     * @param outOfOrder records whose dates are out of order
     */
    public record Users(
            long records,
            long invalid,
            long unreadable,
            List<NamedCount> deadLetters,
            List<NamedCount> countries,
            List<NamedCount> ages,
            List<FieldQuality> fields,
            long sharedEmails,
            List<NamedCount> outOfOrder) {}
}
