"""Writes sklearn_tables.jsonl.gz: what scikit-learn, pandas and numpy make of whole tables, to compare TabularFeatures with.

    python3 sklearn_tables.py ../../../samples/data ../shared/data        (scikit-learn 1.2.1, pandas 1.5.3, numpy 1.24.2)

A line is one table, its numbers read as one type:
    table      penguins, california-housing or adult
    type       what the numbers are read as: Single, Double, or Int64 where none is missing
    columns    of each column that is a feature, in the order of the file: its name, the medians (numpy's nanmedian, and
               SimpleImputer's statistics_, which must be the same; empty for text), and how many training values are missing
    slots      the slots in order: the name, and the hash of the slot over the rows scored; column_hash defines it

Numbers go through SimpleImputer(strategy="median", add_indicator=True), text through get_dummies(dummy_na=True); both learn from the
training rows. Scored are the test rows, or the training rows of penguins, which are all there are. A text of the test rows that
training has not seen has no dummy.
"""
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer

LABELS = {"penguins": "species", "california-housing": "median_house_value", "adult": "over-50k"}


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def column_hash(values):
    """The sum, modulo 2^64, of the bits of each Single times an odd number that tells its row."""
    bits = np.asarray(values, dtype=np.float32).view(np.uint32).astype(np.uint64)
    rows = np.arange(len(bits), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return f"{int((bits * rows).sum(dtype=np.uint64)):016x}"


def of_numbers(name, train, test, kind):
    # What a loader makes of the text: a Single is rounded once, and all that follows is reckoned in double.
    if kind == "Single":
        train, test = (column.astype(np.float32) for column in (train, test))
    train, test = (column.to_numpy(dtype=np.float64).reshape(-1, 1) for column in (train, test))
    imputer = SimpleImputer(strategy="median", add_indicator=True).fit(train)
    median = float(np.nanmedian(train))
    assert median == imputer.statistics_[0]
    imputed = imputer.transform(test)
    slots = [{"name": name if i == 0 else f"{name}_nan", "hash": column_hash(imputed[:, i])} for i in range(imputed.shape[1])]
    return {"name": name, "medians": [median], "missing": int(np.isnan(train).sum())}, slots


def of_text(name, train, test):
    learned = pd.get_dummies(train, prefix=name, dummy_na=True)
    categories = sorted(train.dropna().unique())
    assert list(learned.columns) == [f"{name}_{category}" for category in categories] + [f"{name}_nan"]
    known = pd.get_dummies(pd.Categorical(test, categories=categories), dummy_na=True).to_numpy()
    # An unseen category is NaN for Categorical; it is not missing.
    known[:, -1] = test.isna()
    return (
        {"name": name, "medians": [], "missing": int(train.isna().sum())},
        [{"name": slot, "hash": column_hash(known[:, i])} for i, slot in enumerate(learned.columns)],
    )


def table(name, train, test, kind):
    columns, slots = [], []
    for column in train.columns.drop(LABELS[name]):
        is_text = train[column].dtype == object
        described, its_slots = of_text(column, train[column], test[column]) if is_text else of_numbers(
            column, train[column], test[column], kind)
        columns.append(described)
        slots += its_slots
    return {"table": name, "type": kind, "columns": columns, "slots": slots}


def main(samples, shared):
    penguins = read(Path(samples) / "penguins.csv")
    tables = [table("penguins", penguins, penguins, kind) for kind in ("Single", "Double")]
    for name, kinds in (("california-housing", ("Single", "Double")), ("adult", ("Single", "Double", "Int64"))):
        train, test = (read(Path(shared) / name / f"{part}.csv") for part in ("train", "test"))
        tables += [table(name, train, test, kind) for kind in kinds]

    # No time and no name in the header: the same lines give the same file.
    with open(Path(__file__).with_suffix(".jsonl.gz"), "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as lines:
        for line in tables:
            lines.write((json.dumps(line) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
