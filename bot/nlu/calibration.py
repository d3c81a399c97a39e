"""How far probabilities can be believed: the one place that works out the calibration error; numpy only, no files."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BINS = 10
"""Bins of equal mass. Bins of equal width would leave most of them nearly empty, since most guesses are sure."""


def equal_mass(chance: npt.NDArray[np.float64], bins: int = BINS) -> list[npt.NDArray[np.int64]]:
    """The messages of each bin by rising probability; with fewer messages than bins the empty ones are left out.

    Args:
        chance: array (messages): probability of the best guess.
        bins: how many.
    """
    order = np.argsort(chance, kind="stable")
    return [part for part in np.array_split(order, bins) if len(part)]


def calibration_error(chance: npt.NDArray[np.float64], right: npt.NDArray[np.float64], bins: int = BINS) -> float:
    """Expected calibration error of the best guess: weighted mean of |share of right ones - mean probability|.

    Args:
        chance: array (messages): probability of the best guess.
        right: array (messages): 1 where it is right, else 0.
        bins: bins of equal mass.
    """
    parts = equal_mass(chance, bins)
    gaps = [abs(float(right[part].mean()) - float(chance[part].mean())) * len(part) for part in parts]
    return sum(gaps) / max(1, len(chance))
