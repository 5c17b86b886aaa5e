"""Sets what a document states beside what follows from the data; every difference is one line."""

import math

from ratios import limits, modelled, spreads
from ratios.rows import Row
from ratios.rules import Pair

TOLERANCE = 1e-9


def equal(stated, computed):
    if stated is None or computed is None:
        return stated is computed
    return math.isclose(stated, computed, rel_tol=TOLERANCE)


class Checker:
    def __init__(self, published):
        self.published, self.spreads = published, spreads.Spreads(published)
        self.objections, self.ratios, self.intervals = [], 0, 0

    def document(self, name, document):
        before = self.ratios + self.intervals
        if "rows" in document and "manifest" in document:
            self._results(name, document)
        else:
            self._published(name, document)
        if self.ratios + self.intervals == before:
            self.objections.append(f"{name}: no ratio: nothing was checked")

    def _compare(self, where, what, stated, computed):
        agree = equal(stated, computed) if isinstance(computed, float) or computed is None else stated == computed
        if not agree:
            self.objections.append(f"{where}: {what}: stated {stated}, computed {computed}")

    # Results documents

    def _results(self, name, document):
        rows = [Row(raw, document["manifest"], self.published) for raw in document["rows"]]
        for row in rows:
            compared = [one for one in row.raw["comparisons"] if one["low"] is not None or one["ratio"] is not None]
            if compared:
                self._row(f"{name}: {row.key}", row)
            for comparison in row.raw["comparisons"]:
                where = f"{name}: {row.key}: {comparison['against']}-{comparison['variant']}"
                check = self._comparison if comparison in compared else self._none
                check(where, row, rows, comparison)

    def _row(self, where, row):
        if row.raw["status"] != "ok":
            self.objections.append(f"{where}: status: stated a ratio, computed none of a row that is {row.raw['status']}")
        self._compare(where, "median", row.raw["median"], row.median_of_samples())
        of_point = row.amount_of_point()
        if of_point is not None:
            self._compare(where, f"work in {row.unit[:-2]}", row.amount(), float(of_point))
        if row.workload_name == "attention" and row.convention in ("causal-half", "causal-exact") and not row.task["causal"]:
            self.objections.append(f"{where}: convention: stated {row.convention}, computed full, as there is no mask")

    def _comparison(self, where, row, rows, stated):
        if stated["verdict"] == "modelled":
            self._modelled(where, row, rows, stated)
            return
        self._compare(where, "projection", stated.get("projection"), None)
        figure = self.published.by_id.get(stated["figure"])
        if figure is None or figure.value is None:
            self.objections.append(f"{where}: figure: stated {stated['figure']}, computed no number of that id in the data")
            return
        where = f"{where}: {figure.id}"
        self._compare(where, "accelerator", stated["against"], figure.accelerator)
        if figure.nominal:
            self._peak(where, row, rows, stated, figure)
            return
        pair = Pair(row, figure, self.published, self.spreads, rows, stated["variant"])
        self._refusals(where, pair)
        if not pair.is_scaled():
            self._compare(where, "variant", stated["variant"], figure.variant)
        value = row.value_as(figure.method.get("statistic"))
        theirs, (low, high) = figure.value, self.published.interval(figure)
        if pair.is_scaled():
            self._compare(where, "variant of the scaled figure", figure.variant, self.published.default_variant(figure.accelerator))
            for other in self._measured_pairs(row, rows, stated):
                if other.second.variant == stated["variant"]:
                    self.objections.append(f"{where}: stated a scaled figure, computed one of the variant itself: {other.second.id}")
            factor = self.spreads.scale(figure, stated["variant"])
            if factor is None:
                self.objections.append(f"{where}: scaled: stated {stated['ratio']}, computed none: no two nominal peaks of arithmetic")
                return
            theirs, low, high = theirs * factor, low * factor, high * factor
        self._numbers(where, pair, stated, (value, *row.interval(value)), (theirs, low, high))

    def _none(self, where, row, rows, stated):
        """A row without a ratio: neither a published figure of the variant nor a nominal one may give one."""
        self._compare(where, "verdict", stated["verdict"], "incomparable")
        if row.raw["status"] != "ok":
            return
        for pair in self._measured_pairs(row, rows, stated):
            self.objections.append(f"{where}: stated no ratio, computed a measured pair: {pair.second.id}")
        found = limits.limit(row, stated["against"], stated["variant"], self.published)
        if found is not None:
            self.objections.append(f"{where}: stated no ratio, computed a peak bound: {found[1][0].id}")

    def _measured_pairs(self, row, rows, stated):
        """Figures by which the row may be divided: of the asked variant, scaled to it, or of one that may be the asked one."""
        asked, accelerator = stated["variant"], stated["against"]
        for figure in self.published.figures:
            if (figure.accelerator, figure.quantity) != (accelerator, row.quantity) or figure.value is None:
                continue
            pair = Pair(row, figure, self.published, self.spreads, rows, asked)
            scales = figure.variant == self.published.default_variant(accelerator) and self.spreads.scale(figure, asked) is not None
            may_be = figure.variant in ("unstated", asked) or asked in self.spreads.covered(accelerator, figure.variant)
            if (may_be or scales) and not any(pair.refusals()):
                yield pair

    def _modelled(self, where, row, rows, stated):
        projection = stated.get("projection")
        if projection is None:
            self.objections.append(f"{where}: stated a modelled ratio, computed none without a projection")
            return
        if stated["variant"] not in self.spreads.all_variants(stated["against"]):
            self.objections.append(f"{where}: variant: stated {stated['variant']}, computed none of that name")
        for pair in self._measured_pairs(row, rows, stated):
            self.objections.append(f"{where}: stated a modelled ratio, computed a measured pair: {pair.second.id}")
        for what, found, computed in modelled.objections(row, stated, projection, self.published):
            self.objections.append(f"{where}: {what}: stated {found}, computed {computed}")
        self._compare(where, "kind", stated["kind"], "task")
        self._compare(where, "figure", stated["figure"], None)
        self._compare(where, "isLowerBound", stated["isLowerBound"], modelled.is_lower(row))
        value, seconds = row.value_as("median"), projection["seconds"]
        low, high = row.interval(value)
        below, above = spreads.join(
            (low / value, high / value), (projection["low"] / seconds, projection["high"] / seconds))
        quotient = value / (row.amount() / seconds)
        self._ratio(where, stated, quotient, quotient * below, quotient * above)

    def _peak(self, where, row, rows, stated, figure):
        self._compare(where, "verdict", stated["verdict"], "peak")
        self._compare(where, "isLowerBound", stated["isLowerBound"], True)
        self._compare(where, "variant", stated["variant"], figure.variant)
        for pair in self._measured_pairs(row, rows, stated):
            self.objections.append(f"{where}: stated a peak bound, computed a measured pair: {pair.second.id}")
        found = limits.limit(row, figure.accelerator, stated["variant"], self.published)
        if found is None:
            self.objections.append(f"{where}: stated a peak bound, computed none: no nominal figure bounds the row")
            return
        highest, figures = found
        if figure not in figures:
            self.objections.append(f"{where}: highest nominal figure: stated {figure.id}, computed {figures[0].id}")
        self._compare(where, "kind", stated["kind"], "unit" if row.unit_class == figure.unit_class else "task")
        ends = row.interval(row.raw["median"])
        computed = [limits.executed(row, one, figure) / highest for one in (row.raw["median"], *ends)]
        self._ratio(where, stated, *computed)

    # Published pairs

    def _published(self, name, node):
        if isinstance(node, list):
            for one in node:
                self._published(name, one)
        elif isinstance(node, dict):
            if isinstance(node.get("numerator"), dict) and isinstance(node.get("denominator"), dict):
                self._pair(name, node)
                return
            if isinstance(node.get("pairs"), list) and "low" in node and node["pairs"]:
                self._summary(name, node)
            for one in node.values():
                self._published(name, one)

    def _pair(self, name, stated):
        where = f"{name}: {stated['numerator']['id']} / {stated['denominator']['id']}"
        sides = []
        for side in ("numerator", "denominator"):
            figure = self.published.by_id.get(stated[side]["id"])
            if figure is None or figure.value is None:
                self.objections.append(f"{where}: figure: stated {stated[side]['id']}, computed no number of that id in the data")
                return
            for member in ("accelerator", "variant", "source"):
                self._compare(where, f"{member} of the {side}", stated[side][member], getattr(figure, member))
            computed = (figure.value, *self.published.interval(figure))
            for member, number in zip(("value", "low", "high"), computed):
                self._compare(where, f"{member} of the {side}", stated[side][member], number)
            sides.append((figure, computed))
        pair = Pair(sides[0][0], sides[1][0], self.published, self.spreads)
        if "verdict" not in stated:
            # The nearest miss of a group of figures that are not divided.
            if not list(pair.refusals()):
                self.objections.append(f"{where}: stated as a miss, computed a pair that may be divided")
            return
        self._refusals(where, pair)
        self._compare(where, "isUpperBound", stated["isUpperBound"], pair.is_upper())
        self._numbers(where, pair, stated, sides[0][1], sides[1][1])

    def _summary(self, name, stated):
        """Of several pairs: the hull of their intervals."""
        for end, choose in (("low", min), ("high", max)):
            computed = choose(pair[end] for pair in stated["pairs"])
            self._compare(f"{name}: {stated.get('name')}", f"{end} of its pairs", stated[end], computed)

    # Both

    def _refusals(self, where, pair):
        for reason in pair.refusals():
            self.objections.append(f"{where}: stated a ratio, computed none: {reason}")

    def _numbers(self, where, pair, stated, first, second):
        """The two sides each as value, low, high."""
        up, down = (second, first) if pair.first.unit == "s" else (first, second)
        quotient = up[0] / down[0] * pair.exact_factor()
        low, high = spreads.join((up[1] / up[0], up[2] / up[0]), (down[0] / down[2], down[0] / down[1]), *pair.open_factors())
        self._compare(where, "kind", stated["kind"], pair.kind())
        self._compare(where, "isLowerBound", stated["isLowerBound"], pair.is_lower())
        self._compare(where, "verdict", stated["verdict"], pair.verdict())
        self._ratio(where, stated, None if pair.has_range() else quotient, quotient * low, quotient * high)

    def _ratio(self, where, stated, ratio, low, high):
        self.ratios += stated["ratio"] is not None
        self.intervals += 1
        self._compare(where, "ratio", stated["ratio"], ratio)
        self._compare(where, "low", stated["low"], low)
        self._compare(where, "high", stated["high"], high)
