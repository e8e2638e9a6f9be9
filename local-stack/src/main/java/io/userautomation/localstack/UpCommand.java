package io.userautomation.localstack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts servers, prints how to reach them, and stays until Ctrl-C. */
@Command(name = "up", description = "Starts servers and stays until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", description = "Which servers, with commas between them.", split = ",")
    private Set<String> titles = Set.of();

    @Option(names = "--data", description = "Folder of everything they write.", defaultValue = "data/local-stack")
    private Path data;

    @Override
    public Integer call() throws InterruptedException {
        Set<ServerKind> kinds = EnumSet.noneOf(ServerKind.class);
        titles.forEach(title -> kinds.add(ServerKind.titled(title).orElseThrow()));
        try (Stack stack = Stack.start(data, Ports.standard(), kinds)) {
            stack.environment().forEach((name, value) -> System.out.printf("export %s='%s'%n", name, value));
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
