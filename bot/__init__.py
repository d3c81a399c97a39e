"""Tiếp Nhận: support triage for Vietnamese."""
