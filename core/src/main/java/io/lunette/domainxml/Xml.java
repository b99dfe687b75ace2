package io.lunette.domainxml;

/** XML as trees, never as text: what comes in is parsed without entities or outside files, what goes out is escaped. */
public final class Xml {

    private Xml() {}

    /** The root element; {@link IllegalArgumentException} for text that is not XML, or has a document type. */
    public static Element parse(String text) {
        return new ElementParser(text).document();
    }

    /** The element as text, to the letter as it was parsed or built, and no XML declaration. */
    public static String print(Element element) {
        return ElementWriter.write(element);
    }

    /** An element that was built, one child a line, with a line break at its end. */
    public static String pretty(Element element) {
        return print(element.indented(0)) + "\n";
    }
}
