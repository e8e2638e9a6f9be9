package io.userautomation.systemtests.secured;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What docs/permissions.md grants, to be granted, and to be taken away again piece by piece. */
final class PermissionsPage {

    private static final Pattern ACL = Pattern.compile(
            "^\\| `(\\w+)` \\| (topic|groups|transactional ids) `([\\w.]+)` \\| ([\\w, ]+) \\|", Pattern.MULTILINE);
    private static final Pattern GRANT = Pattern.compile("GRANT ([\\w, ]+) ON (.+) TO ([\\w, ]+)");

    private final String text;

    PermissionsPage() throws IOException {
        text = Files.readString(Checkout.find().root().resolve("docs/permissions.md"));
    }

    /** One permission: of a login of Kafka, or of a role of a database. */
    record Permission(String login, String what, String grant, String revoke, AclBinding acl) {

        @Override
        public String toString() {
            return login + ": " + what;
        }
    }

    /** The ACLs, each with one operation; {@code topic} in the place of the users topic's name. */
    List<Permission> acls(String topic) {
        List<Permission> acls = new ArrayList<>();
        ACL.matcher(text).results().forEach(row -> {
            for (String operation : row.group(4).split(", ", -1)) {
                String login = row.group(1);
                ResourcePattern on = resource(row, topic);
                AccessControlEntry entry =
                        new AccessControlEntry("User:" + login, "*", operation(operation), AclPermissionType.ALLOW);
                String what = "%s on %s %s".formatted(operation, row.group(2), on.name());
                acls.add(new Permission(login, what, null, null, new AclBinding(on, entry)));
            }
        });
        return acls;
    }

    /** The statements of a database's section that stand behind this comment. */
    List<String> statements(String section, String when, String password) {
        String behind = text.substring(text.indexOf("-- " + when, text.indexOf("## " + section)));
        return behind.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.strip().replace("…", password).replaceFirst(";$", ""))
                .toList();
    }

    /** What the grants among these statements grant, each privilege and role for itself. */
    static List<Permission> granted(List<String> statements) {
        return statements.stream()
                .map(GRANT::matcher)
                .filter(Matcher::matches)
                .flatMap(PermissionsPage::each)
                .toList();
    }

    private static Stream<Permission> each(Matcher grant) {
        return Arrays.stream(grant.group(3).split(", ", -1))
                .flatMap(role -> Arrays.stream(grant.group(1).split(", ", -1)).map(privilege -> {
                    String on = privilege + " ON " + grant.group(2);
                    return new Permission(
                            role,
                            on,
                            "GRANT %s TO %s".formatted(on, role),
                            "REVOKE %s FROM %s".formatted(on, role),
                            null);
                }));
    }

    private static ResourcePattern resource(MatchResult row, String topic) {
        String name = row.group(3);
        return switch (row.group(2)) {
            case "topic" ->
                new ResourcePattern(
                        ResourceType.TOPIC, name.replaceFirst("^users_created", topic), PatternType.LITERAL);
            case "groups" -> new ResourcePattern(ResourceType.GROUP, name, PatternType.PREFIXED);
            default -> new ResourcePattern(ResourceType.TRANSACTIONAL_ID, name, PatternType.PREFIXED);
        };
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }
}
