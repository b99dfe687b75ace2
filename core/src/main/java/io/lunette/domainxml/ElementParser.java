package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads well-formed XML 1.0 without a document type, which is all that libvirt writes: so there are no entities but the
 * five that every document has, and nothing outside of the text can be named. The JDK's parsers know far more and need
 * ten times as long for a domain; the tests hold this one against theirs.
 */
final class ElementParser {
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(?:'1\\.0'|\"1\\.0\")"
            + "(?:\\s+encoding\\s*=\\s*(?:'[A-Za-z][A-Za-z0-9._-]*'|\"[A-Za-z][A-Za-z0-9._-]*\"))?"
            + "(?:\\s+standalone\\s*=\\s*(?:'(?:yes|no)'|\"(?:yes|no)\"))?\\s*\\?>");

    /** Far deeper than any domain, and far from the end of a thread's stack. */
    private static final int DEEPEST = 256;

    private static final int NAMES_KEPT = 64;

    private final String text;
    private final String[] names = new String[NAMES_KEPT];
    private int at;

    ElementParser(String text) {
        this.text = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    Element document() {
        if (text.startsWith("<?xml ") || text.startsWith("<?xml\t") || text.startsWith("<?xml\n")) {
            Matcher declaration = DECLARATION.matcher(text);
            check(declaration.lookingAt(), "the XML declaration is wrong");
            at = declaration.end();
        }
        aroundRoot();
        check(!text.startsWith("<!DOCTYPE", at), "a document type is not accepted");
        Element root = element(0);
        aroundRoot();
        check(at == text.length(), "something stands after the root element");
        return root;
    }

    /** Comments and instructions outside of the root element are read and dropped. */
    private void aroundRoot() {
        space();
        while (text.startsWith("<!--", at) || text.startsWith("<?", at)) {
            markup(0);
            space();
        }
    }

    private Element element(int depth) {
        check(depth < DEEPEST, "it is nested too deeply");
        expect("<");
        String name = name();
        List<Attribute> attributes = attributes();
        if (text.startsWith("/>", at)) {
            at += 2;
            return new Element(name, attributes, List.of());
        }
        expect(">");
        List<Content> content = content(depth);
        expect("</");
        expect(name);
        space();
        expect(">");
        return new Element(name, attributes, content);
    }

    private List<Attribute> attributes() {
        if (peek() == '>' || peek() == '/') {
            return List.of();
        }
        List<Attribute> found = new ArrayList<>(5);
        while (true) {
            boolean apart = space();
            if (peek() == '>' || peek() == '/') {
                return found;
            }
            check(apart, "white space is missing before an attribute");
            String name = name();
            for (Attribute other : found) {
                check(!other.name().equals(name), "an attribute is there twice");
            }
            space();
            expect("=");
            space();
            found.add(new Attribute(name, attributeValue()));
        }
    }

    private String attributeValue() {
        char quote = peek();
        check(quote == '\'' || quote == '"', "an attribute's value is not in quotes");
        int from = at + 1;
        int end = text.indexOf(quote, from);
        check(end >= 0, "an attribute's value does not end");
        boolean plain = true;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            check(c != '<', "there is a '<' in an attribute's value");
            plain &= c != '&' && c >= ' ' && c < Character.MIN_SURROGATE;
        }
        at = end + 1;
        return plain
                ? text.substring(from, end)
                : meant(legal(from, end).replace('\n', ' ').replace('\t', ' '));
    }

    private List<Content> content(int depth) {
        List<Content> content = new ArrayList<>();
        while (true) {
            int next = text.indexOf('<', at);
            check(next >= 0, "it ends within an element");
            if (next > at) {
                content.add(new Content.Text(characters(at, next)));
            }
            at = next;
            if (text.startsWith("</", at)) {
                return content;
            }
            content.add(markup(depth + 1));
        }
    }

    private Content markup(int depth) {
        char second = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (second == '?') {
            return instruction();
        }
        if (second != '!') {
            return element(depth);
        }
        if (text.startsWith("<!--", at)) {
            Content.Comment comment = new Content.Comment(upTo("<!--", "--"));
            expect(">");
            return comment;
        }
        check(text.startsWith("<![CDATA[", at), "a declaration stands within an element");
        return new Content.CharacterData(upTo("<![CDATA[", "]]>"));
    }

    private Content.Instruction instruction() {
        String body = upTo("<?", "?>");
        int end = 0;
        while (end < body.length() && Characters.continuesName(body.charAt(end))) {
            end++;
        }
        String target = body.substring(0, end);
        check(
                end > 0 && Characters.startsName(body.charAt(0)) && !target.equalsIgnoreCase("xml"),
                "a processing instruction has no target, or a reserved one");
        check(end == body.length() || Characters.isSpace(body.charAt(end)), "a processing instruction is wrong");
        return new Content.Instruction(target, body.substring(end).stripLeading());
    }

    /** What stands between these two, behind which reading goes on. */
    private String upTo(String start, String end) {
        int from = at + start.length();
        int to = text.indexOf(end, from);
        check(to >= 0, "a comment, section or instruction does not end");
        at = to + end.length();
        return legal(from, to);
    }

    private String characters(int from, int end) {
        String raw = legal(from, end);
        check(!raw.contains("]]>"), "']]>' stands in text");
        return meant(raw);
    }

    private String legal(int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= Character.MIN_SURROGATE) {
                int whole = text.codePointAt(i);
                check(Characters.isLegal(whole), "there is a character that XML does not have");
                i += Character.charCount(whole) - 1;
            }
        }
        return text.substring(from, end);
    }

    /** The text with its references replaced by what they mean. */
    private String meant(String raw) {
        int reference = raw.indexOf('&');
        if (reference < 0) {
            return raw;
        }
        StringBuilder meant = new StringBuilder(raw.length());
        int done = 0;
        while (reference >= 0) {
            int end = raw.indexOf(';', reference);
            check(end >= 0, "a reference does not end");
            meant.append(raw, done, reference).appendCodePoint(referred(raw.substring(reference + 1, end)));
            done = end + 1;
            reference = raw.indexOf('&', done);
        }
        return meant.append(raw, done, raw.length()).toString();
    }

    private int referred(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "apos" -> '\'';
            case "quot" -> '"';
            default -> numbered(name);
        };
    }

    private int numbered(String name) {
        boolean hexadecimal = name.startsWith("#x");
        String digits = name.substring(hexadecimal ? 2 : Math.min(1, name.length()));
        check(
                name.startsWith("#") && digits.matches(hexadecimal ? "0*[0-9a-fA-F]{1,6}" : "0*[0-9]{1,7}"),
                "a reference names an entity that is not defined");
        int character = Integer.parseInt(digits, hexadecimal ? 16 : 10);
        check(
                Characters.isLegal(character) && character <= Character.MAX_CODE_POINT,
                "there is a reference to a character that XML does not have");
        return character;
    }

    /** A name; the same one again is the same string, as there are few and each comes often. */
    private String name() {
        int from = at;
        check(Characters.startsName(peek()), "a name is missing");
        int hash = 0;
        while (at < text.length() && Characters.continuesName(text.charAt(at))) {
            hash = hash * 31 + text.charAt(at);
            at++;
        }
        int slot = (hash ^ hash >>> 6) & (NAMES_KEPT - 1);
        String kept = names[slot];
        if (kept == null || kept.length() != at - from || !text.startsWith(kept, from)) {
            kept = text.substring(from, at);
            names[slot] = kept;
        }
        return kept;
    }

    private char peek() {
        check(at < text.length(), "it ends too soon");
        return text.charAt(at);
    }

    private boolean space() {
        int from = at;
        while (at < text.length() && Characters.isSpace(text.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private void expect(String wanted) {
        if (!text.startsWith(wanted, at)) {
            throw wrong("'" + wanted + "' is missing");
        }
        at += wanted.length();
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("not well-formed XML near character " + at + ": " + what);
    }
}
