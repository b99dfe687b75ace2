package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Any text in an element of the mark. What cannot stand in XML is written as the Base64 of its UTF-8, and says so. */
final class MarkText {
    private static final String ENCODING = "encoding";
    private static final String BASE64 = "base64";

    private MarkText() {}

    static void write(Tree mark, String name, Object value) {
        write(mark, name, Optional.empty(), String.valueOf(value));
    }

    /** A text under a key; where one of them cannot stand in XML, both are encoded. */
    static void write(Tree mark, String name, String key, String value) {
        write(mark, name, Optional.of(key), value);
    }

    private static void write(Tree mark, String name, Optional<String> key, String value) {
        boolean plain = isLegal(value) && key.map(MarkText::isLegal).orElse(true);
        mark.child(name, element -> {
            key.ifPresent(text -> element.attribute("key", plain ? text : encoded(text)));
            if (!plain) {
                element.attribute(ENCODING, BASE64);
            }
            element.content(plain ? value : encoded(value));
        });
    }

    static String value(Element element) {
        return decoded(element, element.text());
    }

    static String key(Element element) {
        return decoded(element, element.value("key"));
    }

    /** {@link IllegalArgumentException} where it says that it is Base64 and is not. */
    private static String decoded(Element element, String text) {
        return element.attributes().contains(new Attribute(ENCODING, BASE64))
                ? new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8)
                : text;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLegal(String text) {
        return text.codePoints().allMatch(c -> Characters.isLegal(c));
    }

    /** The texts of all children of a name. */
    static List<String> values(Element mark, String name) {
        return mark.children(name).stream().map(MarkText::value).toList();
    }
}
