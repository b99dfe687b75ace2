package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        Table table = new Table("ID", "NAME").row("1", "vm1").row("22222", "x");
        assertEquals("ID     NAME\n1      vm1\n22222  x\n", table.toString());
    }

    @Test
    void a_name_cannot_steer_the_terminal() {
        assertEquals(
                "name  a?[31mb?c\n",
                Table.ofFields().row("name", "a\u001b[31mb\nc").toString());
    }

    @Test
    void fields_have_no_heading() {
        assertEquals("id  1\n", Table.ofFields().row("id", "1").toString());
    }
}
