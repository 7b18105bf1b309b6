"""Writes numpy_rows.jsonl.gz: adult's columns of numbers as a network reads them, worked out by numpy.

    python3 numpy_rows.py ../shared/data                     (numpy 1.24.2, pandas 1.5.3)

A line is the table with one kind of row weights:
    isWeighted      whether row i, from 0, has the weight .5 + i % 4; otherwise all have 1
    columns         the names
    edges, means    a column's 48 pieces, and their weighted means
    rows, encoded   some rows by their index from 0, and all their columns: z / sqrt(1 + (z/3)^2) of each column of the table, z being
                    standardized by the weighted mean and deviation, and behind these the pieces less their means, column by column
"""
import argparse
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.append(str(Path(__file__).parents[2] / "PiecewiseLinear/Peers"))
from numpy_pieces import TABLES, learn, spelled  # noqa: E402


def line(x, weights, is_weighted, rows):
    mean = np.average(x, axis=0, weights=weights)
    z = (x - mean) / np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weights))
    columns, all_edges, all_means = [z / np.sqrt(1 + (z / 3) ** 2)], [], []
    for values in x.T:
        edges, _ = learn(values, weights, 48)
        pieces = np.clip((values[:, None] - edges[:-1]) / np.diff(edges), 0, 1)
        means = np.average(pieces, axis=0, weights=weights)
        columns.append(pieces - means)
        all_edges.append(spelled(edges))
        all_means.append(means.tolist())
    encoded = np.concatenate(columns, axis=1)[rows]
    return {
        "isWeighted": is_weighted, "columns": TABLES["adult"], "edges": all_edges, "means": all_means, "rows": rows.tolist(),
        "encoded": [spelled(row) for row in encoded],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    frame = pd.read_csv(parser.parse_args().data / "adult/train.csv", usecols=TABLES["adult"], float_precision="round_trip")
    x = frame[TABLES["adult"]].to_numpy(np.float32).astype(np.float64)
    rows = np.sort(np.random.default_rng(13).choice(len(x), 15, replace=False))
    with gzip.GzipFile(Path(__file__).with_name("numpy_rows.jsonl.gz"), "wb", mtime=0) as stream:
        for is_weighted in (False, True):
            weights = 0.5 + np.arange(len(x)) % 4 if is_weighted else np.ones(len(x))
            stream.write((json.dumps(line(x, weights, is_weighted, rows)) + "\n").encode())


if __name__ == "__main__":
    main()
