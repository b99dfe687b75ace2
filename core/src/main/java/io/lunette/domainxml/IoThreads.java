package io.lunette.domainxml;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The iothreads in a domain's tree: libvirt's {@code <iothreads>} counts them, {@code <iothreadids>} numbers them. */
public record IoThreads(Element domain) {
    private static final String COUNT = "iothreads";
    private static final String IDS = "iothreadids";
    private static final String INDENT = "\n  ";

    /** Those with a number, and those that are only counted: they have the lowest numbers that are left. */
    public Set<Integer> numbers() {
        Set<Integer> numbers = new HashSet<>();
        Xml.child(domain, IDS).stream()
                .flatMap(ids -> Xml.children(ids, "iothread").stream())
                .map(thread -> Integer.valueOf(thread.getAttribute("id")))
                .forEach(numbers::add);
        for (int number = 1; numbers.size() < count(); number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private int count() {
        return Xml.child(domain, COUNT)
                .map(count -> Integer.parseInt(count.getTextContent().strip()))
                .orElse(0);
    }

    /** Adds one of this number, where there is none. */
    public void add(int number) {
        if (numbers().contains(number)) {
            return;
        }
        int more = count() + 1;
        Element count = Xml.child(domain, COUNT).orElseGet(() -> after("vcpu", COUNT));
        count.setTextContent(String.valueOf(more));
        Element ids = Xml.child(domain, IDS).orElseGet(() -> after(COUNT, IDS));
        Element thread = domain.getOwnerDocument().createElement("iothread");
        thread.setAttribute("id", String.valueOf(number));
        ids.appendChild(thread);
    }

    private Element after(String sibling, String name) {
        Node before = Xml.child(domain, sibling).map(Node::getNextSibling).orElse(null);
        Element added = domain.getOwnerDocument().createElement(name);
        domain.insertBefore(domain.getOwnerDocument().createTextNode(INDENT), before);
        domain.insertBefore(added, before);
        return added;
    }

    /** Removes the one that has this number. */
    public void remove(int number) {
        Optional<Element> thread = Xml.child(domain, IDS).stream()
                .flatMap(ids -> Xml.children(ids, "iothread").stream())
                .filter(each -> each.getAttribute("id").equals(String.valueOf(number)))
                .findFirst();
        thread.ifPresent(this::remove);
    }

    private void remove(Element thread) {
        Element ids = (Element) thread.getParentNode();
        int left = count() - 1;
        DomainEditor.removeWithItsIndent(ids, thread);
        if (Xml.children(ids, "iothread").isEmpty()) {
            DomainEditor.removeWithItsIndent(domain, ids);
        }
        Element count = Xml.child(domain, COUNT).orElseThrow();
        count.setTextContent(String.valueOf(left));
        if (left == 0) {
            DomainEditor.removeWithItsIndent(domain, count);
        }
    }
}
