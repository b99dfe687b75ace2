package io.lunette.domainxml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The iothreads in a domain's tree: libvirt's {@code <iothreads>} counts them, {@code <iothreadids>} numbers them. */
public record IoThreads(Element domain) {
    private static final String COUNT = "iothreads";
    private static final String IDS = "iothreadids";
    private static final int DEPTH = 1;

    /** Those with a number, and those that are only counted: they have the lowest numbers that are left. */
    public Set<Integer> numbers() {
        Set<Integer> numbers = new HashSet<>();
        threads().forEach(thread -> numbers.add(Integer.valueOf(thread.value("id"))));
        int count = count();
        for (int number = 1; numbers.size() < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private List<Element> threads() {
        return domain.child(IDS).map(ids -> ids.children("iothread")).orElse(List.of());
    }

    private int count() {
        return domain.child(COUNT)
                .map(count -> Integer.parseInt(count.text().strip()))
                .orElse(0);
    }

    /** The domain with one of this number. */
    public Element with(int number) {
        if (numbers().contains(number)) {
            return domain;
        }
        Element thread = Tree.build("iothread", made -> made.attribute("id", number));
        Element counted = after("vcpu", domain, COUNT).changing(COUNT, counting(count() + 1));
        return domain.child(IDS).isPresent()
                ? counted.changing(IDS, ids -> ids.inserting(ids.end(), thread, DEPTH + 1))
                : after(COUNT, counted, Tree.build(IDS, ids -> ids.append(thread)));
    }

    private static UnaryOperator<Element> counting(int count) {
        return element -> element.withContent(List.of(new Content.Text(String.valueOf(count))));
    }

    private static Element after(String sibling, Element domain, String name) {
        return domain.child(name).isPresent()
                ? domain
                : after(sibling, domain, new Element(name, List.of(), List.of()));
    }

    private static Element after(String sibling, Element domain, Element added) {
        int place = domain.child(sibling).map(domain.content()::indexOf).orElse(-1) + 1;
        return domain.inserting(place == 0 ? domain.end() : place, added, DEPTH);
    }

    /** The domain without the one that has this number. */
    public Element without(int number) {
        Optional<Element> thread = threads().stream()
                .filter(each -> each.value("id").equals(String.valueOf(number)))
                .findFirst();
        return thread.map(this::without).orElse(domain);
    }

    private Element without(Element thread) {
        int left = count() - 1;
        Element fewer = threads().size() == 1
                ? domain.without(domain.child(IDS).orElseThrow())
                : domain.changing(IDS, ids -> ids.without(thread));
        return left == 0 ? fewer.without(fewer.child(COUNT).orElseThrow()) : fewer.changing(COUNT, counting(left));
    }
}
