package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.runs.RunRequest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether what is asked for can be published before the deadline. Each try begins with the first user, so no try could
 * ever end well where it can't.
 *
 * @param deadline for all of the publishing
 * @param ownPace users per second where the request names no rate; empty for as fast as it goes
 */
public record DeadlineCheck(Duration deadline, OptionalDouble ownPace) {

    private static final MathContext ROUNDED_UP = new MathContext(4, RoundingMode.UP);

    /** @param api which may have a pace of its own */
    public static DeadlineCheck of(PublishSettings publish, ApiSettings api) {
        return new DeadlineCheck(publish.deadline(), api.publicPace());
    }

    /** Notes with the reader what the settings alone show; each group is null where it has problems of its own. */
    public static void note(SettingsReader reader, RequestSettings asked, PublishSettings publish, ApiSettings api) {
        if (asked == null || publish == null || api == null) {
            return;
        }
        // Without these the run may have been opened with others, which only the topic knows.
        if (asked.users().isEmpty() && asked.duration().isEmpty()) {
            return;
        }
        reader.group(() -> of(publish, api).require(asked.opened(api.people())));
    }

    /** @throws InvalidSettingsException when it can't, with the arithmetic */
    public RunRequest require(RunRequest request) {
        double rate = request.rate() == null ? ownPace.orElse(Double.POSITIVE_INFINITY) : request.rate();
        double bySeconds = request.durationSeconds() == null ? Double.POSITIVE_INFINITY : request.durationSeconds();
        double byUsers = request.users() == null ? Double.POSITIVE_INFINITY : request.users() / rate;
        if (Math.min(bySeconds, byUsers) < limit()) {
            return request;
        }
        throw new InvalidSettingsException(
                List.of(bySeconds <= byUsers ? tooLong(request) : tooSlow(request, rate, byUsers)));
    }

    private Problem tooLong(RunRequest request) {
        return problem(
                RequestSettings.DURATION,
                request.durationSeconds() + "s",
                "shorter than %s, which is %s".formatted(PublishSettings.DEADLINE.inWords(), text(limit())));
    }

    private Problem tooSlow(RunRequest request, double rate, double seconds) {
        String arithmetic = "%s users / %s per second = %s, and %s is %s"
                .formatted(
                        request.users(),
                        BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString(),
                        text(seconds),
                        PublishSettings.DEADLINE.inWords(),
                        text(limit()));
        if (request.rate() == null) {
            long fewer = (long) Math.ceil(rate * limit()) - 1;
            return problem(
                    RequestSettings.USERS,
                    request.users().toString(),
                    "at most %s at the pace of randomuser.me: %s".formatted(fewer, arithmetic));
        }
        String faster = new BigDecimal(request.users() / limit())
                .round(ROUNDED_UP)
                .stripTrailingZeros()
                .toPlainString();
        return problem(
                RequestSettings.RATE,
                BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString(),
                "more than %s: %s".formatted(faster, arithmetic));
    }

    private double limit() {
        return deadline.toSeconds();
    }

    private static Problem problem(Setting setting, String value, String allowed) {
        Setting named = new Setting(
                setting.variable(), setting.flag(), null, setting.unit(), allowed, setting.description(), false);
        return new Problem(named, value);
    }

    /** Such as {@code 13h53m}, to the second above. */
    private static String text(double seconds) {
        return Duration.ofSeconds((long) Math.ceil(seconds))
                .toString()
                .substring("PT".length())
                .toLowerCase(Locale.ROOT);
    }
}
