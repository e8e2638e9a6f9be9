package io.userautomation.randomuser.people;

/** Where the users of a page come from. */
public interface UserSource {
    /** Whether this source has users in the shapes of that version. */
    boolean serves(ApiVersion version);

    /** The newest version that it has users of; {@code /api/} without a version stands for it. */
    default ApiVersion newest() {
        return ApiVersion.LATEST;
    }

    /**
     * Writes users as JSON objects separated by commas, without the surrounding brackets.
     *
     * @param most how many of the page's users are wanted, from its first on
     * @return how many there were
     */
    int write(PageRequest request, int most, JsonBytes out);
}
