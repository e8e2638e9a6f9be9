package io.userautomation.randomuser.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Users made from random numbers. Uuid and coordinates come from seed and page alone, everything else from seed, page and
 * the nationalities asked for: so under the same seed another filter gives other people with the same uuids, as in the
 * real API. The clock only decides the ages.
 */
public final class GeneratedUsers implements UserSource {
    private final Map<Nationality, Country> countries = new EnumMap<>(Nationality.class);
    private final UserWriter writer;
    private final Clock clock;

    public GeneratedUsers(Clock clock) {
        this.clock = clock;
        writer = new UserWriter(new WordLists("login"), new WordLists("timezones"));
        for (Nationality nationality : Nationality.values()) {
            countries.put(nationality, new Country(nationality));
        }
    }

    @Override
    public boolean serves(ApiVersion version) {
        return true;
    }

    @Override
    public int write(PageRequest request, int most, JsonBytes out) {
        List<Nationality> filter = request.nationalities();
        List<Country> chosen = (filter.isEmpty() ? request.version().nationalities() : filter)
                .stream().map(countries::get).toList();
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        Digests digests = new Digests();
        long seed = ByteBuffer.wrap(digests.md5(request.seedOfPage().getBytes(StandardCharsets.UTF_8)))
                .getLong();
        long seedOfPeople = Dice.mix(seed, codes(filter).hashCode());
        for (int index = 0; index < most; index++) {
            if (index > 0) {
                out.ascii(',');
            }
            Dice identity = new Dice(Dice.mix(seed, index));
            Dice person = new Dice(Dice.mix(seedOfPeople, index));
            writer.write(request, Country.pick(chosen, person), identity, person, digests, now, out);
        }
        return most;
    }

    private static List<String> codes(List<Nationality> filter) {
        return filter.stream().map(Nationality::name).toList();
    }
}
