"""Measurements: each module prints its figures with one command, and asserts nothing."""
