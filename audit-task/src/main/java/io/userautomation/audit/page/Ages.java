package io.userautomation.audit.page;

import io.userautomation.model.record.Instants;
import io.userautomation.model.record.UserRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users by age at the time when they were published, and dates that can't follow each other so. */
public final class Ages {

    private static final int DECADE = 10;
    private static final int MAX_AGE = 120;

    /** The last is of those who are older still. */
    private final long[] decades = new long[MAX_AGE / DECADE + 1];

    private long unknown;
    private long registeredBeforeBorn;
    private long bornAfterPublished;
    private long registeredAfterPublished;

    public void add(UserRecord user, long publishedAtMillis) {
        Instant published = Instant.ofEpochMilli(publishedAtMillis);
        Optional<Instant> born = Optional.ofNullable(user.dob()).flatMap(Instants::parse);
        Optional<Instant> registered =
                Optional.ofNullable(user.registeredDate()).flatMap(Instants::parse);
        boolean unborn = born.filter(published::isBefore).isPresent();
        if (born.isEmpty() || unborn) {
            unknown++;
        } else {
            long age =
                    ChronoUnit.YEARS.between(born.get().atOffset(ZoneOffset.UTC), published.atOffset(ZoneOffset.UTC));
            decades[(int) Math.min(age / DECADE, decades.length - 1)]++;
        }
        bornAfterPublished += unborn ? 1 : 0;
        registeredAfterPublished += registered.filter(published::isBefore).isPresent() ? 1 : 0;
        registeredBeforeBorn += registered.isPresent()
                        && born.filter(registered.get()::isBefore).isPresent()
                ? 1
                : 0;
    }

    /** From the youngest decade that somebody is in to the oldest, and behind them those without an age. */
    public List<NamedCount> list() {
        List<NamedCount> list = new ArrayList<>();
        for (int i = 0; i < decades.length; i++) {
            int from = i * DECADE;
            list.add(new NamedCount(from == MAX_AGE ? from + "+" : from + "–" + (from + DECADE - 1), decades[i]));
        }
        while (!list.isEmpty() && list.get(list.size() - 1).count() == 0) {
            list.remove(list.size() - 1);
        }
        while (!list.isEmpty() && list.get(0).count() == 0) {
            list.remove(0);
        }
        if (unknown > 0) {
            list.add(new NamedCount("unknown", unknown));
        }
        return list;
    }

    /** Records whose dates are out of order. */
    public List<NamedCount> outOfOrder() {
        return List.of(
                new NamedCount("registered before birth", registeredBeforeBorn),
                new NamedCount("born after publishing", bornAfterPublished),
                new NamedCount("registered after publishing", registeredAfterPublished));
    }
}
