package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Arrows between modules point down only, and the picture of them is that of the build. */
class ModuleArrowsTest {

    private static final String GROUND = "command-line|pipeline-model";
    private static final String MIDDLE = GROUND + "|kafka-topics|stores-spi";
    private static final String TASKS_MAY = MIDDLE + "|stores-cassandra|stores-postgres|stores-mysql";

    /**
     * What each module's own code may see; a module that is not here may see nothing. Two tasks hold dead-letter-task for
     * one version, since they had its commands; their code doesn't see it.
     */
    private static final Map<String, String> MAY_SEE = Map.ofEntries(
            Map.entry("kafka-topics", GROUND),
            Map.entry("stores-spi", GROUND),
            Map.entry("stores-cassandra", GROUND + "|stores-spi"),
            Map.entry("stores-postgres", GROUND + "|stores-spi"),
            Map.entry("stores-mysql", GROUND + "|stores-spi"),
            Map.entry("stores-contract", MIDDLE + "|local-stack"),
            Map.entry("fake-random-user-api", "command-line"),
            Map.entry("local-stack", GROUND + "|fake-random-user-api"),
            Map.entry("schema-init", TASKS_MAY),
            Map.entry("producer-task", MIDDLE + "|dead-letter-task"),
            Map.entry("spark-job", TASKS_MAY),
            Map.entry("audit-task", TASKS_MAY + "|dead-letter-task"),
            Map.entry("dead-letter-task", MIDDLE),
            Map.entry("metrics-exporter", MIDDLE),
            Map.entry("benchmarks-spark", TASKS_MAY + "|spark-job"),
            Map.entry("benchmarks", MIDDLE + "|local-stack|producer-task"));

    private static final Pattern ARROW = Pattern.compile("^\\s*\"([a-z-]+)\" -> \"([a-z-]+)\"", Pattern.MULTILINE);
    private static final Pattern DRAWN = Pattern.compile("<title>([a-z-]+)&#45;&gt;([a-z-]+)</title>");

    @Test
    void should_let_each_module_see_only_what_lies_below_it() throws Exception {
        for (Map.Entry<String, Set<String>> module : arrows(false).entrySet()) {
            String allowed = MAY_SEE.getOrDefault(module.getKey(), "");
            assertThat(module.getValue())
                    .as("modules that %s depends on", module.getKey())
                    .allMatch(below -> below.matches(allowed));
        }
    }

    @Test
    void should_let_tests_see_no_task_but_their_own() throws Exception {
        Map<String, Set<String>> tests = arrows(true);
        tests.remove("system-tests");
        for (Map.Entry<String, Set<String>> module : tests.entrySet()) {
            String allowed = MAY_SEE.getOrDefault(module.getKey(), "") + "|" + MIDDLE
                    + "|fake-random-user-api|local-stack|stores-contract";
            assertThat(module.getValue())
                    .as("modules that the tests of %s depend on", module.getKey())
                    .allMatch(below -> below.matches(allowed));
        }
    }

    @Test
    void should_draw_the_arrows_that_the_build_has() throws Exception {
        // given
        Set<String> built = arrows(false).entrySet().stream()
                .filter(module -> !module.getKey().startsWith("benchmarks"))
                .flatMap(module -> module.getValue().stream().map(below -> module.getKey() + " -> " + below))
                .collect(Collectors.toCollection(TreeSet::new));
        Path docs = Checkout.find().root().resolve("docs");
        // then
        assertThat(found(ARROW, Files.readString(docs.resolve("modules.dot")))).isEqualTo(built);
        assertThat(found(
                        DRAWN,
                        Files.readString(docs.resolve("modules.svg"))
                                .replace("&#45;", "-")
                                .replace("-&gt;", "&#45;&gt;")))
                .as("docs/modules.svg, which is drawn by: dot -Tsvg docs/modules.dot -o docs/modules.svg")
                .isEqualTo(built);
    }

    private static Set<String> found(Pattern arrow, String text) {
        Set<String> arrows = new TreeSet<>();
        Matcher matcher = arrow.matcher(text);
        while (matcher.find()) {
            arrows.add(matcher.group(1) + " -> " + matcher.group(2));
        }
        return arrows;
    }

    /** Per module, the modules whose classes its own code sees, or with {@code tests} its tests. */
    private static Map<String, Set<String>> arrows(boolean tests) throws Exception {
        Map<String, Set<String>> arrows = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Checkout.find().root(), 3)) {
            for (Path pom : files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()) {
                Document document = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(pom.toFile());
                Set<String> below = new TreeSet<>();
                NodeList dependencies = document.getElementsByTagName("dependency");
                for (int i = 0; i < dependencies.getLength(); i++) {
                    Element dependency = (Element) dependencies.item(i);
                    boolean managed = dependency
                            .getParentNode()
                            .getParentNode()
                            .getNodeName()
                            .equals("dependencyManagement");
                    // Of type pom it is an order in the build and nothing more.
                    if (!managed
                            && "io.userautomation".equals(text(dependency, "groupId"))
                            && !"pom".equals(text(dependency, "type"))
                            && tests == "test".equals(text(dependency, "scope"))) {
                        below.add(text(dependency, "artifactId"));
                    }
                }
                if (!below.isEmpty()) {
                    arrows.put(text(document.getDocumentElement(), "artifactId"), below);
                }
            }
        }
        return arrows;
    }

    /** The text of a child; empty where it has none such. */
    private static String text(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }
}
