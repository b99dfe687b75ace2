package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;

/** Writes elements as libvirt does: attributes in single quotes, elements without content closed at once. */
final class ElementWriter {
    private final StringBuilder out = new StringBuilder(4096);

    private ElementWriter() {}

    static String write(Element element) {
        ElementWriter writer = new ElementWriter();
        writer.element(element);
        return writer.out.toString();
    }

    private void element(Element element) {
        out.append('<').append(element.name());
        for (Attribute attribute : element.attributes()) {
            out.append(' ').append(attribute.name()).append("='");
            attributeValue(attribute.value());
            out.append('\'');
        }
        if (element.content().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Content each : element.content()) {
            content(each);
        }
        out.append("</").append(element.name()).append('>');
    }

    private void content(Content content) {
        switch (content) {
            case Element element -> element(element);
            case Content.Text text -> text(text.text());
            case Content.CharacterData section ->
                out.append("<![CDATA[").append(section.text()).append("]]>");
            case Content.Comment comment ->
                out.append("<!--").append(comment.text()).append("-->");
            case Content.Instruction instruction -> instruction(instruction);
        }
    }

    private void instruction(Content.Instruction instruction) {
        out.append("<?").append(instruction.target());
        if (!instruction.data().isEmpty()) {
            out.append(' ').append(instruction.data());
        }
        out.append("?>");
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // A reader would take a bare one for a line's end.
                case '\r' -> out.append("&#13;");
                default -> out.append(legal(c, text, i));
            }
        }
    }

    private void attributeValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\'' -> out.append("&apos;");
                // A reader would take these for spaces.
                case '\t' -> out.append("&#9;");
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                default -> out.append(legal(c, value, i));
            }
        }
    }

    private static char legal(char c, String text, int at) {
        if (Character.isSurrogate(c) ? !isInPair(text, at) : !Characters.isLegal(c)) {
            throw new IllegalArgumentException("character U+%04X cannot stand in XML".formatted((int) c));
        }
        return c;
    }

    private static boolean isInPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
