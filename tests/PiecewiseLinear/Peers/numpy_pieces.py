"""Writes numpy_tables.jsonl.gz and numpy_columns.jsonl.gz: piecewise-linear encodings as numpy works them out.

    python3 numpy_pieces.py ../shared/data                   (numpy 1.24.2, pandas 1.5.3)

A line of the first is a column of numbers of a real table's train.csv, encoded in 48 pieces:
    table, column   where it comes from
    edges           of its pieces
    missing         in how many rows it is missing
    median          of those where it is not, the lower one of two
    means           of the encoded columns over all rows, without the one that says what is missing
    rows, encoded   some rows by their index from 0, and their encoded columns; one that is missing is all 0

A line of the second is a column that was made up:
    name, pieces    what it is like, and the most pieces
    values          NaN is missing
    weights         of the rows; null if they all count the same
    edges, median   as above
    probes, encoded other values, and their encoded columns

A Single's decimal digits are the fewest that tell it from all others. Edges are interpolated in double, and then rounded to Single.
"""
import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

TABLES = {
    "adult": ["age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week"],
    "california-housing": [
        "longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households", "median_income",
        "median_house_value",
    ],
    "diamonds": ["carat", "depth", "table", "price", "x", "y", "z"],
}


def learn(values, weights, pieces):
    """The edges and the median; values without weight are taken to be missing."""
    known = ~np.isnan(values) & (weights > 0)
    distinct, which = np.unique(values[known].astype(np.float64), return_inverse=True)
    counts = np.bincount(which, weights[known])
    ordered = np.cumsum(counts)
    median = distinct[np.searchsorted(ordered, ordered[-1] / 2)]
    if len(distinct) <= pieces + 1:
        return distinct, median
    roots = np.sqrt(counts)
    positions = np.cumsum(roots) - roots / 2
    positions = (positions - positions[0]) / (positions[-1] - positions[0])
    edges = np.interp(np.arange(pieces + 1) / pieces, positions, distinct)
    return np.unique(edges.astype(np.float32)).astype(np.float64), median


def encode(values, edges):
    """Columns of the pieces; all 0 where the value is missing."""
    if len(edges) == 1:
        return np.zeros((len(values), 1), np.float32)
    x = values.astype(np.float64)[:, None]
    columns = np.clip((x - edges[:-1]) / (edges[1:] - edges[:-1]), 0, 1)
    return np.where(np.isnan(x), 0, columns).astype(np.float32)


def spelled(numbers):
    """Singles as they are written: JSON has no NaN and no infinity."""
    names = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return [names.get(text) or float(text) for text in map(str, np.asarray(numbers, np.float32))]


def table_column(table, name, values, random):
    edges, median = learn(values, np.ones(len(values)), 48)
    rows = np.sort(random.choice(len(values), 12, replace=False))
    missing = np.flatnonzero(np.isnan(values))[:1]
    rows = np.concatenate([rows, missing])
    columns = encode(values, edges)
    return {
        "table": table, "column": name, "edges": spelled(edges), "missing": int(np.isnan(values).sum()), "median": spelled([median])[0],
        "means": columns.mean(axis=0, dtype=np.float64).tolist(), "rows": rows.tolist(), "encoded": [spelled(row) for row in columns[rows]],
    }


def made_columns(random):
    """Names, values and weights."""
    n = 1500
    normal = random.standard_normal(n)
    holes = normal.copy()
    holes[random.random(n) < 0.2] = np.nan
    yield "normal", normal, None
    yield "missing", holes, None
    yield "ties", np.round(normal, 1), None
    yield "whole numbers", random.poisson(30, n), None
    yield "mostly zero", np.where(random.random(n) < 0.9, 0, random.exponential(1000, n)), None
    yield "heavy tail", random.standard_cauchy(n), None
    yield "log-normal", np.exp(5 * normal), None
    yield "negative", -np.exp(normal) - 3, None
    yield "large", normal * 1e30, None
    yield "largest", np.concatenate([normal, [-3.4028235e38, 3.4028235e38]]), None
    yield "largest alone", np.linspace(-3.4028235e38, 3.4028235e38, n), None
    yield "denormal", random.integers(0, 300, n) * 1.4e-45, None
    yield "far from 0", 16777216 + 2.0 * random.integers(0, 400, n), None
    yield "negative zero", np.where(random.random(n) < 0.5, -0.0, normal), None
    yield "49 values", random.integers(0, 49, n) * 0.1, None
    yield "50 values", random.integers(0, 50, n) * 0.1, None
    yield "5 values", random.integers(0, 5, n), None
    yield "3 values", np.array([0.0, 1, 5] * 4), None
    yield "low and high", np.where(random.random(n) < 0.3, -2.5, 7.25), None
    yield "one value", np.full(20, 5.5), None
    yield "one row", np.array([3.0]), None
    yield "one row and missing", np.array([np.nan, 3.0, np.nan]), None
    yield "weighted", normal, random.integers(0, 5, n)
    yield "weighted by fractions", holes, random.random(n) * 10
    yield "weighted ties", np.round(normal, 1), random.exponential(1, n)
    yield "one heavy row", normal, np.where(np.arange(n) == 7, 1e6, 1)
    yield "without weight", np.where(random.random(n) < 0.5, 1e20, normal), np.zeros(n)


def made_column(name, values, weights, pieces, random):
    values = np.asarray(values).astype(np.float32)
    if name == "without weight":
        weights = (np.abs(values) < 1e19).astype(np.float64)
    weights = None if weights is None else np.asarray(weights).astype(np.float32)
    edges, median = learn(values, np.ones(len(values)) if weights is None else weights.astype(np.float64), pieces)
    known = values[~np.isnan(values)]
    between = (edges[1:] + edges[:-1]) / 2
    probes = np.concatenate([
        random.choice(known, 6), random.choice(edges, 3), random.choice(between, 3) if len(between) else [], [0, -1e38, 3e38],
        [np.inf, -np.inf],
    ]).astype(np.float32)
    with np.errstate(invalid="ignore"):
        encoded = encode(probes, edges)
    return {
        "name": name, "pieces": pieces, "values": spelled(values), "weights": None if weights is None else spelled(weights),
        "edges": spelled(edges), "median": spelled([median])[0], "probes": spelled(probes), "encoded": [spelled(row) for row in encoded],
    }


def write(file, lines):
    with gzip.GzipFile(Path(__file__).with_name(file), "wb", mtime=0) as stream:
        for line in lines:
            stream.write((json.dumps(line) + "\n").encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    random = np.random.default_rng(13)
    tables = []
    for table, names in TABLES.items():
        frame = pd.read_csv(data / table / "train.csv", float_precision="round_trip")
        assert sorted(names) == sorted(frame.select_dtypes("number").columns.difference(["over-50k"]))
        tables += [table_column(table, name, frame[name].to_numpy(np.float32), random) for name in names]
    write("numpy_tables.jsonl.gz", tables)
    write("numpy_columns.jsonl.gz", [
        made_column(name, values, weights, pieces, random)
        for name, values, weights in made_columns(random) for pieces in (2, 7, 48)
    ])


if __name__ == "__main__":
    main()
