package io.userautomation.localstack;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.randomuser.FakeRandomUserApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fake-random-user-api.jar} from this jar, which was the one that had it. */
@Command(name = "random-user-api", description = "Serves a fake Random User API until it is stopped.")
final class RandomUserApiCommand implements Callable<Integer> {

    /** What the command itself reads. */
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return CommandRunner.runInProcess(FakeRandomUserApi.COMMAND, arguments.toArray(String[]::new))
                .code();
    }
}
