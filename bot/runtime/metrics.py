"""What the server counts, for Prometheus; numbers and names of things only, nothing of any customer."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """One process's counters, in a registry of their own.

    Attributes:
        registry: what `/metrics` shows.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.accepted = self._counter("messages_accepted", "Messages accepted", "channel")
        self.repeated = self._counter("messages_repeated", "Messages that had been accepted before", "channel")
        self.turns = self._counter("turns", "Turns done", "event")
        self.broken = self._counter("turns_broken", "Turns that ended in an error of ours")
        self.rescued = self._counter("turns_rescued", "Broken turns that were handed to a human instead")
        self.intents = self._counter("intents", "Intents understood", "intent")
        self.masked = self._counter("secrets_masked", "Secrets masked", "kind")
        self.cases = self._counter("cases_opened", "Cases opened", "kind")
        self.handed_over = self._counter("cases_handed_over", "Cases handed over", "reason")
        self.deliveries = self._counter("deliveries", "Attempts to deliver", "target", "outcome")
        self.refused_files = self._counter("files_refused", "Files that were refused", "reason")
        self.limited = self._counter("requests_limited", "Requests over a rate limit", "limit")
        self.turn_seconds = self._seconds("turn_seconds", "Time that a turn took in the server")
        self.request_seconds = self._seconds("request_seconds", "Time that a request took", "route", "status")
        self.streams = Gauge("tiepnhan_streams", "Open event streams", registry=self.registry)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"tiepnhan_{name}", words, labels, registry=self.registry)

    def _seconds(self, name: str, words: str, *labels: str) -> Histogram:
        return Histogram(f"tiepnhan_{name}", words, labels, registry=self.registry, buckets=_SECONDS)
