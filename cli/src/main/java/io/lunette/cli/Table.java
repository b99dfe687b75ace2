package io.lunette.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, columns two spaces apart; nothing to strip for grep and awk. */
final class Table {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    /** A table of names and values, without headings. */
    static Table ofFields() {
        Table table = new Table();
        table.rows.clear();
        return table;
    }

    Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::printable).toList());
        return this;
    }

    /** Other people's names must not steer the terminal that shows them. */
    static String printable(String cell) {
        return CONTROL.matcher(cell).replaceAll("?");
    }

    @Override
    public String toString() {
        return rows.stream().map(row -> line(row).stripTrailing() + "\n").collect(Collectors.joining());
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), width(column)))
                .collect(Collectors.joining("  "));
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(
                        row -> row.get(column).codePointCount(0, row.get(column).length()))
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.codePointCount(0, cell.length()));
    }
}
