package dev.natsmesh.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, one below the other, as SVG. A bar may have several parts.
 *
 * @param title what they show, with the unit
 * @param parts what the parts are; a single one needs no legend
 * @param bars the longest need not come first
 */
record BarChart(String title, List<String> parts, List<Bar> bars) {

    /** @param values one for each part */
    record Bar(String label, List<Double> values) {

        double length() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private static final List<String> COLOURS = List.of("#2f6f9f", "#e08e45", "#8a9ba8");
    private static final int WIDTH = 760;
    private static final int LEFT = 150;
    private static final int RIGHT = 90;
    private static final int TOP = 58;
    private static final int ROW = 24;
    private static final int THICKNESS = 16;

    String svg() {
        double longest = bars.stream().mapToDouble(Bar::length).max().orElse(1);
        double scale = (WIDTH - LEFT - RIGHT) / Math.max(longest, Double.MIN_NORMAL);
        List<String> lines = new ArrayList<>();
        int height = TOP + bars.size() * ROW + 10;
        lines.add(format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>",
                WIDTH, height));
        lines.add(format("<rect width='%d' height='%d' fill='white'/>", WIDTH, height));
        lines.add(format("<text x='10' y='22' font-size='15'>%s</text>", escaped(title)));
        legend(lines);
        for (int row = 0; row < bars.size(); row++) {
            draw(bars.get(row), TOP + row * ROW, scale, lines);
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private void legend(List<String> lines) {
        int x = LEFT;
        for (int part = 0; parts.size() > 1 && part < parts.size(); part++) {
            lines.add(format("<rect x='%d' y='36' width='10' height='10' fill='%s'/>", x, colour(part)));
            lines.add(format("<text x='%d' y='45'>%s</text>", x + 14, escaped(parts.get(part))));
            x += 110;
        }
    }

    private static void draw(Bar bar, int y, double scale, List<String> lines) {
        lines.add(format("<text x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 8, y + 13, escaped(bar.label)));
        double x = LEFT;
        for (int part = 0; part < bar.values.size(); part++) {
            double width = bar.values.get(part) * scale;
            lines.add(format("<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>", x, y, width, THICKNESS,
                    colour(part)));
            x += width;
        }
        lines.add(format("<text x='%.1f' y='%d'>%s</text>", x + 6, y + 13, number(bar.length())));
    }

    private static String colour(int part) {
        return COLOURS.get(part % COLOURS.size());
    }

    private static String number(double value) {
        return format(value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
