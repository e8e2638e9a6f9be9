package io.userautomation.localstack.server;

import com.sun.security.auth.module.UnixSystem;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.Launcher;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Under which user a database runs that refuses to run as root. */
final class OrdinaryUser {
    private static final String NOBODY = "65534";

    private OrdinaryUser() {}

    /**
     * The command through which a server is to be started; empty unless this process is root.
     *
     * <p>A user namespace of its own makes root's files look as if they were the nameless user's that it runs as, so that
     * nothing has to change its owner. Where namespaces aren't allowed (in many containers), it becomes nobody, and its
     * folder nobody's.
     */
    static List<String> through(String server, Path folder, LogFile log) throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        // Once the files are nobody's, root without its privileges could not read them.
        boolean nobodys = Files.getAttribute(folder, "unix:uid").equals(Integer.valueOf(NOBODY));
        if (!nobodys && Launcher.works("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        List<String> nobody = List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
        if (Launcher.works("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "true")) {
            Preparation.run(
                    "Giving %s its folder".formatted(server),
                    Command.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()),
                    log);
            return nobody;
        }
        throw new StackException(
                "%s refuses to run as root, and neither unshare nor setpriv is here to run it as somebody else: start the stack as an ordinary user"
                        .formatted(server));
    }
}
