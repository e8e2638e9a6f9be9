package io.userautomation.systemtests.compose.files;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML with the two tags that Compose adds, by which a file says that it does not add to another but replaces it. */
final class ComposeYaml extends SafeConstructor {

    /** {@code !override}: this alone counts, not what another file says. */
    record Replacement(Object value) {}

    /** {@code !reset}: what another file says does not count. */
    record Removal() {}

    private ComposeYaml(LoaderOptions options) {
        super(options);
        yamlConstructors.put(new Tag("!reset"), new ConstructRemoval());
        yamlConstructors.put(new Tag("!override"), new ConstructReplacement());
    }

    /** @throws RuntimeException where it is no YAML of which a mapping can be made */
    static Map<?, ?> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new ComposeYaml(options)).load(text);
    }

    private static final class ConstructRemoval extends AbstractConstruct {
        @Override
        public Object construct(Node node) {
            return new Removal();
        }
    }

    private final class ConstructReplacement extends AbstractConstruct {
        @Override
        public Object construct(Node node) {
            if (node instanceof MappingNode mapping) {
                return new Replacement(constructMapping(mapping));
            }
            return new Replacement(
                    node instanceof SequenceNode sequence
                            ? constructSequence(sequence)
                            : constructScalar((ScalarNode) node));
        }
    }
}
