package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.StackException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DataStax' bulk loader, with its defaults. */
final class Loader {

    /** A line of its table, as in {@code 200,000 | 0 | 21,404 | …}: rows in all, rows that failed, rows per second. */
    private static final Pattern FIGURES = Pattern.compile("^ *([\\d,]+) \\| +([\\d,]+) \\| +([\\d,]+) \\|");

    private Loader() {}

    /** Loads each user of the file into the users' table. */
    static Trial load(Lab lab, Path users) {
        Finished loaded = lab.succeeded(lab.loader(
                "load",
                "-c",
                "json",
                "-url",
                users.toString(),
                "-k",
                "spark_streams",
                "-t",
                "created_users",
                "-logDir",
                lab.folder().resolve("dsbulk").toString()));
        return figures(loaded, lab.scale().users());
    }

    /** Its table grows by a line with each look at what it has done; the last one is about all of it. */
    private static Trial figures(Finished loaded, long users) {
        Matcher last = null;
        for (String line : loaded.stderr().lines().toList()) {
            Matcher figures = FIGURES.matcher(line);
            last = figures.find() ? figures : last;
        }
        if (last == null || number(last.group(1)) != users || number(last.group(2)) != 0) {
            throw new StackException("DSBulk has not loaded %s users: %s".formatted(users, loaded));
        }
        return new Trial(users, (double) users / number(last.group(3)));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
