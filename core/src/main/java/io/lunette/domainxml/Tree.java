package io.lunette.domainxml;

import java.util.Optional;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Builds one element and what is in it; values are attributes and text of a tree, so no value can become markup. */
final class Tree {
    private final Element element;

    private Tree(Element element) {
        this.element = element;
    }

    static Element build(String name, Consumer<Tree> content) {
        return build(Xml.newDocument(), name, content);
    }

    private static Element build(Document document, String name, Consumer<Tree> content) {
        Tree tree = new Tree(document.createElement(name));
        content.accept(tree);
        return tree.element;
    }

    Tree attribute(String name, Object value) {
        element.setAttribute(name, String.valueOf(value));
        return this;
    }

    Tree attribute(String name, Optional<?> value) {
        value.ifPresent(present -> attribute(name, present));
        return this;
    }

    Tree child(String name, Consumer<Tree> content) {
        element.appendChild(build(document(), name, content));
        return this;
    }

    Tree child(String name) {
        return child(name, nothing -> {});
    }

    Tree text(String name, Object value) {
        return child(name, tree -> tree.element.setTextContent(String.valueOf(value)));
    }

    /** Text of this element itself, beside its attributes. */
    Tree content(Object value) {
        element.setTextContent(String.valueOf(value));
        return this;
    }

    Tree namespaced(String namespace, String qualifiedName, Consumer<Tree> content) {
        Tree tree = new Tree(document().createElementNS(namespace, qualifiedName));
        content.accept(tree);
        element.appendChild(tree.element);
        return this;
    }

    Tree namespacedText(String namespace, String qualifiedName, Object value) {
        return namespaced(namespace, qualifiedName, tree -> tree.content(value));
    }

    /** Takes in an element that was built by itself. */
    Tree append(Element built) {
        element.appendChild(document().importNode(built, true));
        return this;
    }

    private Document document() {
        return element.getOwnerDocument();
    }
}
