"""Writes sklearn_adult.jsonl.gz: how scikit-learn's OneHotEncoder, fitted on adult's train.csv, encodes test.csv.

    python3 sklearn_adult.py ../shared/data/adult            (scikit-learn 1.2.1, pandas 1.5.3, numpy 1.24.2)

A line is one column under one set of options:
    column, type              the column, and what it is read as
    fitRows                   how many rows of train.csv are fitted, from the first one on; null for all
    minimumCount              scikit-learn's min_frequency as a count,
    minimumFraction           or as a fraction
    maximumNumberOfCategories scikit-learn's max_categories
    dropFirst                 drop='first'
    unseen                    handle_unknown: Zeros for 'ignore', Infrequent for 'infrequent_if_exist'
    names                     the slots' names
    infrequent                the categories in the bucket
    ones                      the ones in each slot over all rows of test.csv
    hash                      of the slots of these rows, in their order; slot_hash defines it

Missing, an empty cell, is a category for scikit-learn: it is counted, and may be dropped or become infrequent. Here it is none of
that and has the last slot. So scikit-learn is shown only the rows where the column has a value, and the missing slot is added. The
fraction is one of all rows: where some are missing, scikit-learn is given the count that it amounts to.
"""
import argparse
import gzip
import json
import math
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder

TEXTS = ["workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country"]
NUMBERS = ["age", "education-num", "hours-per-week"]

# Few enough for values of test.csv to be unseen, and for counts to be tied.
FEW_ROWS = 400


def limits(counts, rows):
    """Pairs of min_frequency and max_categories."""
    categories = len(counts)
    some_count = int(np.sort(counts)[categories // 2])
    share = some_count / rows
    minima = [1, 2, 10, some_count, some_count + 1, 1000, rows + 1, 0.002, 0.01, 0.05, 0.3, 0.9, share, float(np.nextafter(share, 1))]
    maxima = [2, 3, 5, categories - 1, categories, categories + 1, categories + 2]
    both = [(2, 4), (some_count, 3), (10, categories), (0.01, 5), (0.05, 2), (share, categories - 1)]
    # A maximum of 1 is ignored by scikit-learn 1.2.1, and puts everything into the bucket by later versions.
    pairs = [(None, None), *((minimum, None) for minimum in minima), *((None, maximum) for maximum in maxima), *both]
    return list(dict.fromkeys(pair for pair in pairs if pair[1] is None or pair[1] > 1))


def slot_hash(slots):
    """64-bit FNV-1a, but of a row's slot counted from 1, 0 for none, in place of bytes."""
    result = 0xCBF29CE484222325
    for slot in slots:
        result = ((result ^ (slot + 1)) * 0x100000001B3) % 2**64
    return f"{result:016x}"


def label(category):
    return category if isinstance(category, str) else str(int(category))


def encode(column, fit, test, fit_missing, test_missing, minimum, maximum, drop_first, unseen):
    absolute = minimum
    if isinstance(minimum, float) and fit_missing.any():
        absolute = math.ceil(minimum * len(fit))
    encoder = OneHotEncoder(
        min_frequency=absolute, max_categories=maximum, drop="first" if drop_first else None, sparse_output=False,
        handle_unknown="ignore" if unseen == "Zeros" else "infrequent_if_exist")
    encoder.fit(fit[~fit_missing].reshape(-1, 1))
    present = encoder.transform(test[~test_missing].reshape(-1, 1))

    names = []
    for name in encoder.get_feature_names_out([column]):
        value = name[len(column) + 1:]
        if value == "infrequent_sklearn":
            value = "infrequent"
        elif fit.dtype != object:
            value = label(float(value))
        names.append(f"{column}_{value}")

    slots = np.full(len(test), len(names))
    assert (present.sum(axis=1) <= 1).all()
    slots[~test_missing] = np.where(present.any(axis=1), present.argmax(axis=1) if names else 0, -1)
    infrequent = encoder.infrequent_categories_[0] if absolute is not None or maximum is not None else None
    return {
        "minimumCount": minimum if isinstance(minimum, int) else None,
        "minimumFraction": minimum if isinstance(minimum, float) else None,
        "maximumNumberOfCategories": maximum,
        "dropFirst": drop_first,
        "unseen": unseen,
        "names": [*names, f"{column}_nan"],
        "infrequent": [] if infrequent is None else [label(category) for category in infrequent],
        "ones": [int((slots == slot).sum()) for slot in range(len(names) + 1)],
        "hash": slot_hash(slots.tolist()),
    }


def read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def main():
    # That unseen values look like the dropped category is known.
    warnings.filterwarnings("ignore", message="Found unknown categories")
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, help="the folder with train.csv and test.csv")
    folder = parser.parse_args().folder
    train, test = read(folder / "train.csv"), read(folder / "test.csv")

    lines = []
    columns = [(name, "String", object) for name in TEXTS]
    columns += [(name, *kind) for name in NUMBERS for kind in [("Int32", np.int32), ("Single", np.float32)]]
    for column, kind, dtype in columns:
        for rows in [None, FEW_ROWS]:
            fit_cells, test_cells = train[column][:rows].to_numpy(), test[column].to_numpy()
            fit_missing, test_missing = fit_cells == "", test_cells == ""
            counts = np.unique(fit_cells[~fit_missing], return_counts=True)[1]
            for minimum, maximum in limits(counts, len(fit_cells)):
                for drop_first in [False, True]:
                    for unseen in ["Zeros", "Infrequent"]:
                        encoded = encode(column, fit_cells.astype(dtype), test_cells.astype(dtype), fit_missing, test_missing,
                                         minimum, maximum, drop_first, unseen)
                        lines.append({"column": column, "type": kind, "fitRows": rows, **encoded})

    path = Path(__file__).with_name("sklearn_adult.jsonl.gz")
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(lines)} encodings of {len(test)} rows; {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
