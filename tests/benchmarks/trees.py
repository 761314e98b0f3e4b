"""Fitting of the forest: gradient-boosted trees on integer clues, turned into integers and calibrated.

Needs numpy and lightgbm, which the product does not.
"""

from __future__ import annotations

import math
from typing import Any

import lightgbm
import numpy as np

from copydesk.review.clues import NAMES

RISING = frozenset(
    {"lead", "lead_root", "lead_common", "lead_new", "lead_small", "common_new", "other_common", "odds", "beats"}
    | {"most_common_lead", "odd_letters", "conflict", "foreign_small", "foreign_common", "foreign_known"}
)
"""Clues that can only speak for a mismatch, so that no tree learns the contrary from a few titles."""
FALLING = frozenset(
    {"own_fit", "covered", "covered_rank", "repeated", "confused", "in_body_script", "foreign_repeated"}
    | {"joints", "acronyms"}
)
"""Clues that can only speak for a match."""
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 8,
    "min_data_in_leaf": 300,
    "max_bin": 24,
    "lambda_l2": 10,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints": [1 if n in RISING else -1 if n in FALLING else 0 for n in NAMES],
    "monotone_constraints_method": "advanced",
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
TREES = 200
LEAF = 10_000
"""Leaves are kept in ten-thousandths of a log-odds unit."""


def fit(clues: np.ndarray, truth: np.ndarray, weight: np.ndarray, settings: dict[str, Any] = SETTINGS) -> Any:
    """Return the booster fitted to clues (a row a pair), truth (1 mismatch) and the weight of each pair."""
    data = lightgbm.Dataset(clues, truth, weight=weight * len(weight) / weight.sum())
    return lightgbm.train(settings, data, TREES)


def export(booster: Any) -> dict[str, Any]:
    """Return the trees with integer thresholds and leaves, as `copydesk.review.forest` reads them."""
    trees, leaves = [], []
    for tree in booster.dump_model()["tree_info"]:
        nodes: list[list[int]] = []
        values: list[int] = []
        root = _flatten(tree["tree_structure"], nodes, values)
        if root < 0:  # a tree that is one leaf
            nodes.append([0, 0, -1, -1])
        trees.append(nodes)
        leaves.append(values)
    return {"clues": list(NAMES), "trees": trees, "leaves": leaves}


def _flatten(node: dict[str, Any], nodes: list[list[int]], values: list[int]) -> int:
    if "leaf_value" in node:
        values.append(round(LEAF * node["leaf_value"]))
        return -len(values)
    at = len(nodes)
    nodes.append([node["split_feature"], math.floor(node["threshold"]), 0, 0])
    nodes[at][2] = _flatten(node["left_child"], nodes, values)
    nodes[at][3] = _flatten(node["right_child"], nodes, values)
    return at


def totals(model: dict[str, Any], clues: np.ndarray) -> np.ndarray:
    """Return the integer score of each row, as the product adds it up."""
    found = np.zeros(len(clues), np.int64)
    for nodes, values in zip(model["trees"], model["leaves"], strict=True):
        at = np.zeros(len(clues), np.int64)
        table, leaf = np.array(nodes), np.array(values)
        while (at >= 0).any():
            inner = at >= 0
            rows = table[at[inner]]
            low = clues[inner, rows[:, 0]] <= rows[:, 1]
            at[inner] = np.where(low, rows[:, 2], rows[:, 3])
        found += leaf[-1 - at]
    return found


def calibrate(scores: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> list[list[int]]:
    """Return (score, P in millionths) points of the logistic curve that cross-validated scores follow."""
    x, slope, shift = scores / LEAF, 1.0, 0.0
    for _ in range(100):  # Newton's steps of a logistic regression in one variable
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        w = weight * np.maximum(p * (1 - p), 1e-9)
        gradient = np.array([(weight * (truth - p) * x).sum(), (weight * (truth - p)).sum()])
        curve = np.array([[(w * x * x).sum(), (w * x).sum()], [(w * x).sum(), w.sum()]])
        step = np.linalg.solve(curve, gradient)
        slope, shift = slope + step[0], shift + step[1]
    points = []
    for tenth in range(-120, 121, 4):
        p = 1 / (1 + math.exp(-(slope * tenth / 10 + shift)))
        points.append([tenth * LEAF // 10, round(1_000_000 * p)])
    return points
