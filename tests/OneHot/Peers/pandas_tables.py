"""Writes pandas_tables.jsonl.gz: random tables, and how pandas' get_dummies(column, dummy_na=True) encodes them.

    python3 pandas_tables.py            (pandas 1.5.3, numpy 1.24.2; the result is the same every time)

A line is a table, a list of columns. A column has
    name     the column's name
    type     str or numpy's name of the type
    values   the distinct values: text or null, integers in decimal, floats as the hexadecimal digits of their bits
    fit      the rows to learn the categories of, as positions in values
    fitSlots the slot pandas sets to 1 in each of these rows
    rows     other rows, to be encoded with the categories of the first, and
    slots    their slots: -1 for a value that is no category, which leaves all slots 0
    names    the slots' names by this library's rule, which slot_names states; computed here, not by the library
    pandas   pandas' own name of each slot, or null where it must be the same: where names_agree says so

Empty text and None are both missing here; pandas, which would take empty text for a category, is given None for both.
pandas 1.5.3 takes texts for equal that are equal up to a NUL: no column has two of those.
"""
import gzip
import json
import math
import random
import sys
from pathlib import Path

import numpy as np
import pandas as pd

TABLES = 3200
MISSING = "nan"

random_ = random.Random(12)


# --- the names this library gives -------------------------------------------------------------------------------------

def slot_names(column, kind, categories):
    """column_value, and column_nan for missing; what would be the second of its name has the first free number after it."""
    wanted = [f"{column}_{label(kind, value)}" for value in categories]
    taken = {f"{column}_{MISSING}", *wanted}
    given = {f"{column}_{MISSING}"}
    names = []
    for name in wanted:
        if name in given:
            name = next(n for n in (f"{name}_{i}" for i in range(2, sys.maxsize)) if n not in taken)
            taken.add(name)
        given.add(name)
        names.append(name)
    return names + [f"{column}_{MISSING}"]


def label(kind, value):
    """Integers without decimals; floats by the fewest digits that parse back, written as .NET writes them."""
    if not kind.startswith("float"):
        return str(value)
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, exponent = np.format_float_scientific(abs(value), unique=True, trim="-").split("e")
    digits, exponent = mantissa.replace(".", ""), int(exponent)
    if exponent < -4 or exponent >= (9 if kind == "float32" else 17):
        fraction = f".{digits[1:]}" if digits[1:] else ""
        return f"{sign}{digits[0]}{fraction}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    digits = digits.ljust(exponent + 1, "0")
    return f"{sign}{digits[:exponent + 1]}.{digits[exponent + 1:]}".rstrip(".")


def names_agree(kind, value):
    """Whether pandas must have the same name for a category. It has not where
    - text is `nan`, which is also the name of the missing slot: pandas uses it twice;
    - a number is an integer: pandas turns numbers into floats to add NaN to them, and writes 1 as `1.0`;
    - a float is written with an exponent, which Python spells `1e-05` and .NET `1E-05`;
    - a float32 is not a short decimal fraction: pandas writes all digits of the float64 it is widened to.
    """
    if kind == "str":
        return value != MISSING
    if kind == "bool":
        return True
    if not kind.startswith("float"):
        return False
    if math.isinf(value):
        return True
    if value == int(value) or abs(value) < 1e-4:
        return False
    return kind == "float64" or repr(float(value)) == np.format_float_positional(value, unique=True)


# --- what pandas does -------------------------------------------------------------------------------------------------

def series(kind, values):
    if kind == "str":
        return pd.Series([value or None for value in values], dtype=object)
    return pd.Series(np.array(values, dtype=kind))


def hot_slots(dummies):
    ones = dummies.to_numpy()
    assert ((ones == 0) | (ones == 1)).all() and (ones.sum(axis=1) <= 1).all()
    return [int(row.argmax()) if row.any() else -1 for row in ones]


def encode(name, kind, fit, rows):
    """The slots of both sets of rows, the categories in pandas' order, and pandas' names."""
    fit, rows = series(kind, fit), series(kind, rows)
    named = pd.get_dummies(fit, prefix=name, dummy_na=True)
    fit_slots = hot_slots(named)
    if "int" in kind:
        # Adding NaN would round integers, so that not all could be told apart by pandas' own column labels.
        plain = pd.get_dummies(fit)
        categories = list(plain.columns)
        assert fit_slots == hot_slots(plain) and named.shape[1] == plain.shape[1] + 1
        assert len(fit) == 0 or list(pd.get_dummies(fit, prefix=name).columns) == slot_names(name, kind, categories)[:-1]
        other = pd.get_dummies(rows).reindex(columns=plain.columns, fill_value=0)
    else:
        dummies = pd.get_dummies(fit, dummy_na=True)
        categories = list(dummies.columns)[:-1]
        if kind == "float32":
            categories = [np.float32(value) for value in categories]
        other = pd.get_dummies(rows, dummy_na=True).reindex(columns=dummies.columns, fill_value=0)
    return fit_slots, hot_slots(other), categories, list(named.columns)


# --- random values ----------------------------------------------------------------------------------------------------

TEXTS = [
    # names
    ["Berlin", "Sao Paulo", "New York", "a", "b", "aa", "ab", "A", "B", "Zebra", "zebra", "abc", "abcd"],
    # underscores, and what slots of other kinds are called
    ["a_b", "a", "b", "a_b_c", "_", "__", "c_a", "c_nan", "infrequent", "infrequent_2", "2", "_2", "a_2", "bit0"],
    ["nan", "nan_2", "nan_3", "nan_2_2", "nan_4", "NaN"],
    # what other programs read as numbers, as missing or as a bool
    ["1", "1.0", "01", "007", "1e5", "-0", "0", "+1", "0x1F", "1,5", "\u0661\u0662", "\u00b2", "inf", "-inf", "Infinity", "1_000"],
    ["nan", "NaN", "NAN", "None", "null", "NULL", "NA", "N/A", "n/a", "?", "-", "<NA>", "True", "False", "true"],
    # white space and control characters
    [" ", "  ", "\t", "\n", "\r\n", "\r", "\0", "\0\0", "a", "a ", " a", "a\0", "a\0b", "a\tb", "a\nb", "\x7f", "\x1b[0m"],
    ["\u00a0", "\u2003", "\u200b", "\ufeff", "\ufeffa", "a", "\u0085", "\u2028", "\u2029", "a\u00a0", "\u00ada", "\u3000"],
    # quotes and separators
    ['"', '""', "'", "a,b", "a;b", '"a","b"', "\\", "\\n", "{0}", "{", "}", "%s", "<b>", "&amp;", "a=b", "#"],
    # composed and decomposed, ligatures, case that folds to more or fewer letters
    ["\u00e9", "e\u0301", "e", "\u0301", "\ufb01", "fi", "\u212b", "\u00c5", "A\u030a", "\uac00", "\u1100\u1161"],
    ["I", "i", "\u0130", "\u0131", "i\u0307", "\u00df", "ss", "\u1e9e", "SS", "\u03c3", "\u03c2", "\u03a3", "\u01c5", "\u01c6"],
    # right to left, and marks of direction
    ["\u05d0", "\u05d0\u05d1", "\u0627\u0644\u0639", "\u200f", "\u200fa", "\u202ea", "a", "\u0640", "\u0627\u064b", "\u06cc"],
    # beside the surrogates, and beyond them: UTF-16 units stand in another order than code points
    ["\ud7ff", "\ue000", "\ufffd", "\uffff", "\U00010000", "\U0001f600", "\U0010ffff", "a\U0001f600", "a\uffff", "z", "\ufb01"],
    ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468", "\U0001f1e9\U0001f1ea", "\u2764\ufe0f", "\u2764", "\U0001d44e", "\u4e2d"],
]

INTEGERS = [0, 1, 2, 9, 10, 99, 100, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**32,
            10**15, 10**16, 10**17, 2**53, 2**62, 2**63 - 1, 2**63, 2**64 - 1]

FLOATS = [0.0, 0.1, 0.2, 0.3, 0.5, 1 / 3, 1.0, 1.5, 2.0, 9.0, 10.0, 1e-5, 1e-4, 1e-3, 9.999e-5, 123456.789, 1e6, 1e7, 2.0**24, 1e8,
          123456789.0, 999999999.0, 1e9, 2.0**31, 1e10, 2.0**52, 1e15, 2.0**53, 1e16, 12345678901234567.0, 1e17, 2.0**63, 1e20, 1e22,
          1e23, 1e38, 1e-38, math.inf]


def random_text():
    """Any text of a few code points that are no surrogates."""
    top = random_.choice([0x7f, 0x3ff, 0xffff, 0x10ffff])
    points = (random_.randint(0, top) for _ in range(random_.randint(1, 6)))
    return "".join(chr(point) for point in points if not 0xd800 <= point <= 0xdfff) or "x"


def long_text():
    """Much the same but for the end, so that the whole text must be compared."""
    return (random_.choice(["ab", "\U0001f600", "0"]) * 5000)[:random_.choice([4999, 5000, 9999, 10000])] + random_.choice("ab\u0130\uffff")


def random_integer(kind):
    least, most = np.iinfo(kind).min, np.iinfo(kind).max
    if random_.random() < 0.3:
        return random_.randint(int(least), int(most))
    near = random_.choice([*INTEGERS, int(most)]) + random_.randint(-2, 2)
    return int(min(max(random_.choice([near, -near]), least), most))


def random_float(kind):
    """As bits, since a NaN has many. Any bits at all, steps of hundredths, or a few steps from a number of note."""
    bits, integer = (32, np.uint32) if kind == "float32" else (64, np.uint64)
    if random_.random() < 0.1:
        value = random_.getrandbits(bits)
        return 0 if is_nan(kind, value) else value
    if random_.random() < 0.2:
        number = random_.randint(-300, 300) / 100
    else:
        number = random_.choice([-1, 1, 1]) * random_.choice(FLOATS)
    with np.errstate(over="ignore"):
        value = int(np.array(number, dtype=kind).view(integer))
    if random_.random() < 0.4:
        value += random_.choice([-2, -1, 1, 2])
    # Past infinity is NaN, and before zero is the largest number of bits.
    return 0 if value < 0 or is_nan(kind, value) else value


def float_of(kind, bits):
    return np.array(bits, dtype=np.uint32 if kind == "float32" else np.uint64).view(kind)[()]


def is_nan(kind, bits):
    return bits >= 1 << (32 if kind == "float32" else 64) or bool(np.isnan(float_of(kind, bits)))


def random_values(kind, count):
    if kind == "bool":
        return [False, True] if count > 1 else [random_.random() < 0.5]
    if kind == "str":
        texts = random_.choice(TEXTS)
        style = random_.random()
        make = random_text if style < 0.3 else lambda: random_.choice(texts) if style < 0.9 else random_.choice(random_.choice(TEXTS))
    elif kind.startswith("float"):
        make = lambda: random_float(kind)
    else:
        make = lambda: random_integer(kind)
    return [make() for _ in range(count)]


def missing_values(kind):
    if kind == "str":
        return [None, ""]
    return {"float32": [0x7fc00000, 0xffc00000, 0x7f800001, 0x7fffffff],
            "float64": [0x7ff8000000000000, 0xfff8000000000000, 0x7ff0000000000001]}[kind]


# --- random tables ----------------------------------------------------------------------------------------------------

TYPES = ["str"] * 5 + ["float32"] * 3 + ["float64"] * 3 + ["bool"] + [
    "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]

NAMES = ["c", "c", "c", "city", "a_b", "nan", "C", "Gr\u00f6\u00dfe", "i\u0307", "two words", "\U0001f600", "c_nan", "1"]


def told_apart(texts, others):
    """The texts without those that pandas would take for an earlier one."""
    first = {}
    for text in others + texts:
        first.setdefault(text.split("\0")[0], text)
    return [text for text in texts if first[text.split("\0")[0]] == text]


def random_rows(count, seen, missing, rate):
    return [random_.choice(missing if missing and random_.random() < rate else seen) for _ in range(count)]


def random_column(name, fit_count, row_count, long):
    kind = "str" if long else random_.choice(TYPES)
    seen = random_values(kind, random_.choice([1, 2, 2, 3, 4, 6, 10, max(1, fit_count)]))
    if long:
        seen = seen[:2] + [long_text() for _ in range(3)]
    unseen = random_values(kind, 3)
    if kind == "str":
        seen, unseen = told_apart(seen, []), told_apart(unseen, seen)
    missing = missing_values(kind) if kind == "str" or kind.startswith("float") else []
    rates = [0, 1, random_.random(), random_.random()]
    fit = random_rows(fit_count, seen, missing, random_.choice(rates))
    rows = random_rows(row_count, seen + unseen, missing, random_.choice(rates))

    values = list(dict.fromkeys(fit + rows))
    is_float = kind.startswith("float")
    given = (lambda cells: [float_of(kind, bits) for bits in cells]) if is_float else (lambda cells: cells)
    fit_slots, slots, categories, pandas_names = encode(name, kind, given(fit), given(rows))
    names = slot_names(name, kind, categories)
    agree = [names_agree(kind, value) for value in categories] + [True]
    for slot, (ours, theirs, same) in enumerate(zip(names, pandas_names, agree, strict=True)):
        assert (ours == theirs) == same, (kind, slot, ours, theirs, same)

    def cell(value):
        return value if kind == "str" else f"{value:x}" if is_float else str(value)

    return {
        "name": name,
        "type": kind,
        "values": [cell(value) for value in values],
        "fit": [values.index(value) for value in fit],
        "fitSlots": fit_slots,
        "rows": [values.index(value) for value in rows],
        "slots": slots,
        "names": names,
        "pandas": [None if same else theirs for theirs, same in zip(pandas_names, agree)],
    }


def random_table(long):
    fit_count = random_.choice([0, 1, 1, 200] + [random_.randint(2, 10) for _ in range(26)] + [random_.randint(11, 40) for _ in range(8)])
    row_count = random_.choice([0, 1, *[random_.randint(2, 8) for _ in range(10)]])
    names = random_.sample(sorted(set(NAMES)), random_.choice([2, 3, 4])) if random_.random() < 0.35 else [random_.choice(NAMES)]
    return [random_column(name, fit_count, row_count, long) for name in names]


def main():
    tables = [random_table(long=i % 200 == 0) for i in range(TABLES)]
    lines = "".join(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n" for table in tables)
    path = Path(__file__).with_name("pandas_tables.jsonl.gz")
    # Without name and time, so that equal tables make an equal file.
    path.write_bytes(gzip.compress(lines.encode(), 9, mtime=0))

    columns = [column for table in tables for column in table]
    cells = sum(len(column["fit"]) + len(column["rows"]) for column in columns)
    print(f"{len(tables)} tables, {len(columns)} columns, {cells} encoded cells; {path.stat().st_size} bytes")
    for kind in dict.fromkeys(TYPES):
        pandas_names = [name for column in columns if column["type"] == kind for name in column["pandas"]]
        same = pandas_names.count(None)
        print(f"{kind}: {same} names are pandas' own, {len(pandas_names) - same} are not")


if __name__ == "__main__":
    main()
