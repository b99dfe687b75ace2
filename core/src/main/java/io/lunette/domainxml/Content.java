package io.lunette.domainxml;

/** What stands between an element's tags. */
public sealed interface Content
        permits Element, Content.Text, Content.CharacterData, Content.Comment, Content.Instruction {

    /** Characters as they are meant, without escapes. */
    record Text(String text) implements Content {}

    /** A CDATA section. */
    record CharacterData(String text) implements Content {}

    record Comment(String text) implements Content {}

    /** A processing instruction. */
    record Instruction(String target, String data) implements Content {}

    /** White space, as it stands between elements to lay them out. */
    default boolean isBlank() {
        return this instanceof Text(String text) && text.isBlank();
    }
}
