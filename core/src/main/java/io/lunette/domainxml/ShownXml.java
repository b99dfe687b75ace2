package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;
import java.util.Set;
import java.util.regex.Pattern;

/** A domain's XML as people may see it: without passwords, and for those who do not run the host without its paths. */
public enum ShownXml {
    TO_ADMINISTRATORS(Pattern.compile("(?!)")),
    /** A path begins with a slash, alone or as the value of an argument; a target's name and a URL do not. */
    TO_EVERYBODY(Pattern.compile("(^|[\\s=,])/"));

    private static final String HIDDEN = "(hidden)";
    private static final Set<String> SECRETS = Set.of("passwd", "password");

    private final Pattern hidden;

    ShownXml(Pattern hidden) {
        this.hidden = hidden;
    }

    /** The element and all in it, each value that is not to be seen replaced. */
    public Element of(Element element) {
        return new Element(
                element.name(),
                element.attributes().stream().map(this::of).toList(),
                element.content().stream().map(this::of).toList());
    }

    private Attribute of(Attribute attribute) {
        return SECRETS.contains(attribute.name()) || isHidden(attribute.value())
                ? new Attribute(attribute.name(), HIDDEN)
                : attribute;
    }

    private Content of(Content content) {
        return switch (content) {
            case Element element -> of(element);
            case Content.Text(String text) when isHidden(text) -> new Content.Text(HIDDEN);
            case Content.CharacterData(String text) when isHidden(text) -> new Content.Text(HIDDEN);
            case Content.Comment(String text) when isHidden(text) -> new Content.Comment(HIDDEN);
            case Content.Instruction(String target, String data)
            when isHidden(data) -> new Content.Instruction(target, HIDDEN);
            default -> content;
        };
    }

    private boolean isHidden(String text) {
        return hidden.matcher(text).find();
    }
}
