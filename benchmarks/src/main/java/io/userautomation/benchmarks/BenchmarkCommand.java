package io.userautomation.benchmarks;

import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.Scale;
import io.userautomation.benchmarks.report.HtmlReport;
import io.userautomation.benchmarks.report.JsonReport;
import io.userautomation.benchmarks.report.Machine;
import io.userautomation.benchmarks.report.TableReport;
import io.userautomation.benchmarks.suite.Suite;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.FirstCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "benchmark.sh",
        description = "Measures this pipeline side by side with the tools that one would otherwise use.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The table goes to stderr; the last line on stdout is one JSON object; the folder holds both and a page with"
                    + " charts. A goal that is missed is no failure: status 1 means that something could not be measured."
        })
final class BenchmarkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Which ones, as in R1 R4; all of them by default.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--quick", description = "Whether everything runs, on a few users; the figures say nothing.")
    private boolean quick;

    @Option(
            names = "--flame-graph",
            description = "Also draws where the time of the slowest stage goes, into flame-graph.html in the folder.")
    private boolean flameGraph;

    @Option(
            names = "--folder",
            defaultValue = "benchmarks/target/benchmarks",
            description = "Where the report stays, and the servers write meanwhile. Default: ${DEFAULT-VALUE}")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        if (!new TreeSet<>(Suite.IDS).containsAll(ids)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no such benchmark among %s; there are %s".formatted(ids, Suite.IDS));
        }
        Path servers = folder.resolve("servers");
        delete(servers);
        if (quick) {
            // Of the servers and of all that is measured: the second compiler would not have paid off by their end.
            System.setProperty(FirstCompiler.PROPERTY, "true");
        }
        List<Outcome> outcomes;
        try (Lab lab = Lab.open(servers, quick ? Scale.quick() : Scale.full())) {
            Suite suite = new Suite(lab, System.err);
            outcomes = suite.run(ids.isEmpty() ? Suite.IDS : ids);
            if (flameGraph) {
                suite.drawSlowest(outcomes, folder.resolve("flame-graph.html"));
            }
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return ExitStatus.FAILED.code();
        }
        delete(servers);
        String json = JsonReport.line(outcomes);
        Map<String, String> machine = Machine.describe();
        Files.writeString(folder.resolve("report.json"), json + "\n");
        Path page = Files.writeString(folder.resolve("report.html"), HtmlReport.page(outcomes, machine));
        System.err.println(machine);
        TableReport.print(outcomes, System.err);
        System.err.println("Charts: " + page.toAbsolutePath());
        System.out.println(json);
        return ExitStatus.DONE.code();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder.getParent());
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
