package io.userautomation.audit.page;

/**
 * What the values of one field are like.
 *
 * @param field its key
 * @param missing records that lack it
 * @param blank records in which it is empty, or white space alone
 * @param malformed records in which it breaks a rule
 * @param distinct different values, about
 * @param longest characters of the longest value
 */
public record FieldQuality(String field, long missing, long blank, long malformed, long distinct, int longest) {

    /** The same with another number of values, which was counted and not estimated. */
    public FieldQuality withDistinct(long counted) {
        return new FieldQuality(field, missing, blank, malformed, counted, longest);
    }
}
