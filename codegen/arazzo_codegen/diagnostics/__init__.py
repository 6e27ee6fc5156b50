"""Diagnostics: what they are, the catalogue of rules, near names, and how they are rendered."""
