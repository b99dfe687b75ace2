package io.lunette.domainxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An element of XML, immutable. Names are kept as they were written, prefix and all, and declarations of namespaces are
 * attributes like others, so that whatever came in goes out unchanged.
 *
 * @param attributes in the order they were written
 * @param content in the order it was written, white space and comments too
 */
public record Element(String name, List<Attribute> attributes, List<Content> content) implements Content {

    /**
     * An attribute.
     *
     * @param value as it is meant, without escapes
     */
    public record Attribute(String name, String value) {}

    public Element {
        attributes = List.copyOf(attributes);
        content = List.copyOf(content);
    }

    /** Whether this is its name, whatever its prefix. */
    public boolean isNamed(String localName) {
        int prefix = name.length() - localName.length();
        return name.endsWith(localName) && (prefix == 0 || (prefix > 0 && name.charAt(prefix - 1) == ':'));
    }

    /** The attribute's value; empty when it is not there. */
    public Optional<String> attribute(String wanted) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(wanted)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** The attribute's value; {@code ""} when it is not there. */
    public String value(String wanted) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(wanted)) {
                return attribute.value();
            }
        }
        return "";
    }

    /** The first child of that name, whatever its prefix. */
    public Optional<Element> child(String localName) {
        for (Content each : content) {
            if (each instanceof Element element && element.isNamed(localName)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** The children of that name, whatever their prefix, in order. */
    public List<Element> children(String localName) {
        List<Element> found = new ArrayList<>();
        for (Content each : content) {
            if (each instanceof Element element && element.isNamed(localName)) {
                found.add(element);
            }
        }
        return found;
    }

    /** All child elements, in order. */
    public List<Element> elements() {
        List<Element> found = new ArrayList<>(content.size());
        for (Content each : content) {
            if (each instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    /** The characters in it and in its children. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Content each : content) {
            switch (each) {
                case Element element -> text.append(element.text());
                case Text characters -> text.append(characters.text());
                case CharacterData section -> text.append(section.text());
                case Comment comment -> {}
                case Instruction instruction -> {}
            }
        }
        return text.toString();
    }

    /** The same with this attribute set: in its place, or as the last one. */
    public Element with(String attribute, Object value) {
        List<Attribute> changed = new ArrayList<>(attributes);
        Attribute wanted = new Attribute(attribute, String.valueOf(value));
        changed.replaceAll(old -> old.name().equals(attribute) ? wanted : old);
        if (!changed.contains(wanted)) {
            changed.add(wanted);
        }
        return new Element(name, changed, content);
    }

    public Element withContent(List<? extends Content> replacement) {
        return new Element(name, attributes, List.copyOf(replacement));
    }

    /** The same with one more child at its end. */
    public Element plus(Element child) {
        List<Content> more = new ArrayList<>(content);
        more.add(child);
        return withContent(more);
    }

    /** The same with its first child of that name changed. */
    public Element changing(String localName, UnaryOperator<Element> change) {
        List<Content> changed = new ArrayList<>(content);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i) instanceof Element element && element.isNamed(localName)) {
                changed.set(i, change.apply(element));
                break;
            }
        }
        return withContent(changed);
    }

    /** Behind the last of its content, and before the white space that stands in front of its closing tag. */
    int end() {
        return content.isEmpty() || !content.getLast().isBlank() ? content.size() : content.size() - 1;
    }

    /** The same with a child put in at this place among its content, laid out as the rest of it is. */
    Element inserting(int place, Element child, int depth) {
        List<Content> more = new ArrayList<>(content.size() + 2);
        more.addAll(content);
        boolean isLaidOut = content.stream().anyMatch(Content::isBlank);
        if (isLaidOut) {
            more.addAll(place, List.of(lineBreak(depth), child.indented(depth)));
        } else {
            more.add(place, child);
        }
        return withContent(more);
    }

    /** The same without this child and the white space before it. */
    Element without(Element child) {
        List<Content> kept = new ArrayList<>(content);
        int place = kept.indexOf(child);
        kept.remove(place);
        if (place > 0 && kept.get(place - 1).isBlank()) {
            kept.remove(place - 1);
        }
        return withContent(kept);
    }

    /** The same without the white space that lays out elements, down to the leaves. */
    public Element compact() {
        boolean hasElements = content.stream().anyMatch(Element.class::isInstance);
        List<Content> kept = new ArrayList<>(content.size());
        for (Content each : content) {
            if (each instanceof Element element) {
                kept.add(element.compact());
            } else if (!hasElements || !each.isBlank()) {
                kept.add(each);
            }
        }
        return withContent(kept);
    }

    /**
     * The same with each child on a line of its own, as libvirt lays it out; elements with text in them stay as they are.
     *
     * @param depth how deep it will stand in its document
     */
    public Element indented(int depth) {
        if (content.isEmpty() || content.stream().anyMatch(each -> !(each instanceof Element))) {
            return this;
        }
        List<Content> lines = new ArrayList<>(2 * content.size() + 1);
        for (Element child : elements()) {
            lines.add(lineBreak(depth + 1));
            lines.add(child.indented(depth + 1));
        }
        lines.add(lineBreak(depth));
        return withContent(lines);
    }

    /** The white space before an element that stands this deep. */
    static Text lineBreak(int depth) {
        return new Text("\n" + "  ".repeat(depth));
    }
}
