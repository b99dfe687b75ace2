package io.lunette.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A settings file: YAML 1.2 of keys, or sections of keys. Values stay text ({@code on} is not {@code true} here), and
 * every key remembers its line.
 */
final class SettingsFile {
    private static final String SHAPE = "lines of 'key: value', in sections such as 'target:'";

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private SettingsFile(Path file) {
        this.file = file;
    }

    static SettingsFile read(Path file) {
        SettingsFile read = new SettingsFile(file);
        try {
            read.take(Files.readString(file));
        } catch (NoSuchFileException missing) {
            read.mistake(file.toString(), "", "there is no such file", "a file that exists");
        } catch (CharacterCodingException notText) {
            read.mistake(file.toString(), "", "the file is not UTF-8 text", SHAPE);
        } catch (IOException unreadable) {
            read.mistake(file.toString(), "", "the file cannot be read", "a file that this user may read");
        }
        return read;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    private void take(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setUseMarks(true)
                    .build();
            new Compose(settings).composeString(text).ifPresent(root -> section("", root));
        } catch (MarkedYamlEngineException malformed) {
            String where = malformed.getProblemMark().map(this::line).orElse(file.toString());
            mistake(where, "", "this is not YAML: " + malformed.getProblem(), SHAPE);
        } catch (YamlEngineException malformed) {
            mistake(file.toString(), "", "this is not YAML", SHAPE);
        }
    }

    private void section(String name, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            if (!isEmpty(node)) {
                mistake(where(node), name, "this is not a section with keys", SHAPE);
            }
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            entry(name.isEmpty() ? key : name + "." + key, tuple.getKeyNode(), tuple.getValueNode());
        }
    }

    private void entry(String key, Node keyNode, Node value) {
        switch (value) {
            case MappingNode section -> section(key, section);
            case SequenceNode list -> list(key, keyNode, list);
            case ScalarNode scalar -> add(keyNode, key, List.of(scalar.getValue()));
            default -> mistake(where(keyNode), key, "this is neither a value nor a list", SHAPE);
        }
    }

    private void list(String key, Node keyNode, SequenceNode list) {
        List<String> values = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (item instanceof ScalarNode scalar) {
                values.add(scalar.getValue());
            } else {
                mistake(where(item), key, "a list may hold plain values only", SHAPE);
            }
        }
        add(keyNode, key, values);
    }

    private void add(Node keyNode, String key, List<String> values) {
        boolean twice = entries.stream().anyMatch(entry -> entry.key().equals(key));
        if (twice) {
            mistake(where(keyNode), key, "this key was set before", "each key once");
        } else {
            entries.add(new Entry(where(keyNode), key, values));
        }
    }

    private void mistake(String where, String key, String problem, String allowed) {
        mistakes.add(new Mistake(where, key, problem, allowed));
    }

    private String where(Node node) {
        return node.getStartMark().map(this::line).orElse(file.toString());
    }

    private String line(Mark mark) {
        return file + " line " + (mark.getLine() + 1);
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }
}
