package io.lunette.domainxml;

import io.lunette.domainxml.Element.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds one element and what is in it; values are attributes and text of a tree, so no value can become markup. */
public final class Tree {
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Content> content = new ArrayList<>();

    private Tree() {}

    public static Element build(String name, Consumer<Tree> content) {
        Tree tree = new Tree();
        content.accept(tree);
        return new Element(name, tree.attributes, tree.content);
    }

    public Tree attribute(String name, Object value) {
        attributes.add(new Attribute(name, String.valueOf(value)));
        return this;
    }

    public Tree attribute(String name, Optional<?> value) {
        value.ifPresent(present -> attribute(name, present));
        return this;
    }

    public Tree child(String name, Consumer<Tree> inside) {
        content.add(build(name, inside));
        return this;
    }

    public Tree child(String name) {
        return child(name, nothing -> {});
    }

    public Tree text(String name, Object value) {
        return child(name, tree -> tree.content(value));
    }

    /** Text of this element itself, beside its attributes. */
    public Tree content(Object value) {
        content.add(new Content.Text(String.valueOf(value)));
        return this;
    }

    /** A child that declares the namespace of its own prefix. */
    public Tree namespaced(String namespace, String qualifiedName, Consumer<Tree> inside) {
        String prefix = qualifiedName.substring(0, qualifiedName.indexOf(':'));
        return child(qualifiedName, tree -> inside.accept(tree.attribute("xmlns:" + prefix, namespace)));
    }

    /** Takes in an element that was built by itself. */
    public Tree append(Element built) {
        content.add(built);
        return this;
    }
}
