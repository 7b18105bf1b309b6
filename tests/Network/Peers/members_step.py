"""Writes members_step.jsonl.gz: steps of two networks that are trained together, by PyTorch's autograd.

    python3 members_step.py                                  (torch 1.13.0, numpy 1.24.2)

The networks are those of TabM-mini (Gorishniy, Kotelnikov, Babenko 2024): member m multiplies the inputs by a vector r_m, shares the
weights of the hidden layers, and has biases and an output layer of its own. The loss is the mean of the members', weight decay is for
weights alone, and Adam is written out here as in Kingma and Ba 2015, algorithm 1. All in double.

A line is one training:
    name                   what is trained, and by what loss
    inputs, targets        the rows, raw; a step takes the next batch of them
    weights                of the rows, of mean 1
    offset, scale          a numeric slot is encoded as z = (x - offset) * scale, and then z / sqrt(1 + (z/3)^2)
    isNumeric              whether a slot is; others are left as they are
    edges, means           of the slots in pieces, null for others: clip((x - e_t) / (e_t+1 - e_t), 0, 1) - mean_t
    columns                the encoded rows: a column a slot, then the pieces
    batchSize, learningRate, weightDecay, isRelative
                           relative: times the running mean of the batches' losses, .99 of it and .01 of the new one
    start                  the parameters: inputVectors, hiddenWeights [layer][unit][input], hiddenBiases [layer][member][unit],
                           outputWeights [member][output][input], outputBiases [member][output]
    losses                 of the five batches, each before its step
    one, five              the parameters after one step and after five
"""
import gzip
import json
from pathlib import Path

import numpy as np
import torch

BATCH, STEPS, MEMBERS, HIDDEN = 12, 5, 2, (9, 6)


def encode(x, offset, scale, is_numeric, edges, means):
    z = (x - offset) * scale
    columns = [np.where(is_numeric, z / np.sqrt(1 + (z / 3) ** 2), x)]
    for slot, (e, mean) in enumerate(zip(edges, means)):
        if e is not None:
            e = np.array(e)
            columns.append(np.clip((x[:, slot, None] - e[:-1]) / np.diff(e), 0, 1) - mean)
    return np.concatenate(columns, axis=1)


def start(inputs, outputs, random):
    single = lambda values: np.asarray(values, np.float32).astype(np.float64)
    widths = (inputs, *HIDDEN)
    return {
        "inputVectors": single(random.choice([-1, 1], (MEMBERS, inputs)) + 0.1 * random.standard_normal((MEMBERS, inputs))),
        "hiddenWeights": [single(random.standard_normal((to, of)) * np.sqrt(2 / of)) for of, to in zip(widths, HIDDEN)],
        "hiddenBiases": [single(random.uniform(-0.5, 0.5, (MEMBERS, to))) for to in HIDDEN],
        "outputWeights": single(random.standard_normal((MEMBERS, outputs, HIDDEN[-1])) * 0.3),
        "outputBiases": single(random.uniform(-0.5, 0.5, (MEMBERS, outputs))),
    }


def loss_of(p, x, targets, weights):
    total = 0
    for m in range(MEMBERS):
        h = x * p["inputVectors"][m]
        for w, b in zip(p["hiddenWeights"], p["hiddenBiases"]):
            h = torch.relu(h @ w.T + b[m])
        z = h @ p["outputWeights"][m].T + p["outputBiases"][m]
        if z.shape[1] > 1:
            losses = torch.nn.functional.cross_entropy(z, targets.long(), reduction="none")
        else:
            losses = (z[:, 0] - targets) ** 2
        total = total + (weights * losses).mean() / MEMBERS
    return total


def tensors(p):
    return [(k, t) for k, v in p.items() for t in (v if isinstance(v, list) else [v])]


def copy(p):
    return {k: [t.detach().tolist() for t in v] if isinstance(v, list) else v.detach().tolist() for k, v in p.items()}


def train(p, x, targets, weights, rate, decay, is_relative):
    moments = [(torch.zeros_like(t), torch.zeros_like(t)) for _, t in tensors(p)]
    running, losses, after = None, [], {}
    for step in range(1, STEPS + 1):
        rows = slice((step - 1) * BATCH, step * BATCH)
        loss = loss_of(p, x[rows], targets[rows], weights[rows])
        gradients = torch.autograd.grad(loss, [t for _, t in tensors(p)])
        losses.append(loss.item())
        running = loss.item() if running is None else 0.99 * running + 0.01 * loss.item()
        penalty = decay * running if is_relative else decay
        with torch.no_grad():
            for (name, t), g, (mean, square) in zip(tensors(p), gradients, moments):
                g = g + penalty * t if name.endswith("Weights") else g
                mean.mul_(0.9).add_(0.1 * g)
                square.mul_(0.999).add_(0.001 * g * g)
                t -= rate * (mean / (1 - 0.9**step)) / ((square / (1 - 0.999**step)).sqrt() + 1e-8)
        after[step] = copy(p)
    return losses, after[1], after[STEPS]


def line(name, outputs, is_relative, decay, is_weighted, random):
    n = BATCH * STEPS
    x = np.stack([
        random.standard_normal(n) * 2 + 5, random.exponential(3, n), random.uniform(-1, 1, n), random.random(n) < 0.12,
    ], axis=1).astype(np.float32).astype(np.float64)
    is_numeric = np.array([True, True, True, False])
    offset = np.where(is_numeric, np.float32([5, 3, 0.125, 0]), 0).astype(np.float64)
    scale = np.where(is_numeric, np.float32([0.5, 0.25, 1.75, 1]), 1).astype(np.float64)
    # One row lies on an edge, some lie beyond both ends.
    edges = [None, [0.25, 0.5, float(x[3, 1]), 8.0], [-0.75, -0.5, 0, 0.25, 0.5], None]
    edges[1].sort()
    means = [None if e is None else [0.75 - 0.125 * t for t in range(len(e) - 1)] for e in edges]
    columns = encode(x, offset, scale, is_numeric, edges, means)
    signal = np.sin(x[:, 0]) + x[:, 1] / 4 + x[:, 3]
    targets = np.float32(signal) if outputs == 1 else np.floor(3 * (signal.argsort().argsort() / n))
    weights = np.where(np.arange(n) % 3 == 0, 2, 0.5) if is_weighted else np.ones(n)
    first = start(columns.shape[1], outputs, random)
    leaves = {
        k: [torch.tensor(a, requires_grad=True) for a in v] if isinstance(v, list) else torch.tensor(v, requires_grad=True)
        for k, v in first.items()
    }
    begin = copy(leaves)
    losses, one, five = train(
        leaves, torch.tensor(columns), torch.tensor(np.float64(targets)), torch.tensor(weights), 0.01, decay, is_relative)
    return {
        "name": name, "inputs": x.tolist(), "targets": np.float64(targets).tolist(), "weights": weights.tolist(),
        "offset": offset.tolist(), "scale": scale.tolist(), "isNumeric": is_numeric.tolist(), "edges": edges, "means": means,
        "columns": columns.tolist(), "batchSize": BATCH, "learningRate": 0.01, "weightDecay": decay, "isRelative": is_relative,
        "start": begin, "losses": losses, "one": one, "five": five,
    }


def main():
    random = np.random.default_rng(13)
    lines = [
        line("cross-entropy, coupled", 3, False, 0.05, False, random),
        line("squared error, relative", 1, True, 0.05, False, random),
        line("squared error, relative, weighted", 1, True, 0.05, True, random),
    ]
    with gzip.GzipFile(Path(__file__).with_name("members_step.jsonl.gz"), "wb", mtime=0) as stream:
        for each in lines:
            stream.write((json.dumps(each) + "\n").encode())
            print(each["name"], each["losses"])


if __name__ == "__main__":
    main()
