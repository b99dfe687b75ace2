package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Elements with all that XML allows between their tags. */
final class RandomXml {
    private static final String[] NAMES = {"a", "disk", "lunette:server", "x-1", "été", "_", "b.c", "ns:a"};
    private static final String[] VALUES = {
        "",
        " ",
        "'",
        "\"",
        "<&>",
        "a b",
        "\t",
        "\n",
        "\r",
        "]]>",
        "é€",
        "\uD83D\uDE00",
        "&amp;",
        "--",
        "plain",
        "\u00A0"
    };

    private final Random random;

    RandomXml(Random random) {
        this.random = random;
    }

    Element element(int depth) {
        List<Attribute> attributes = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(4) == 0) {
                attributes.add(new Attribute(name, value()));
            }
        }
        List<Content> content = new ArrayList<>();
        for (int i = depth > 4 ? 0 : random.nextInt(5); i > 0; i--) {
            Content next = content(depth + 1);
            // Two runs of characters side by side would be read as one.
            if (!(next instanceof Content.Text) || content.isEmpty() || !(content.getLast() instanceof Content.Text)) {
                content.add(next);
            }
        }
        return new Element(pick(NAMES), attributes, content);
    }

    private Content content(int depth) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Content.Text(value() + "t");
            case 2 -> new Content.Text("\n  ");
            case 3 -> new Content.CharacterData(value().replace("]]>", "").replace("\r", ""));
            case 4 -> new Content.Comment(value().replace("--", "").replace("\r", "") + " ");
            case 5 -> new Content.Instruction(pick(new String[] {"a", "b-c"}), random.nextBoolean() ? "" : "data <&");
            default -> element(depth);
        };
    }

    private String value() {
        return pick(VALUES) + pick(VALUES);
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
