"""The catalogue of rules, one module a family (the hundreds digit of the code)."""

from __future__ import annotations

from ..model import Rule
from . import aws, contracts, control_flow, expressions, limits, names, reading, shape, sources

FAMILIES = (reading, shape, names, expressions, contracts, control_flow, aws, sources, limits)

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in FAMILIES
    for rule in sorted((v for v in vars(family).values() if isinstance(v, Rule)), key=lambda rule: rule.code)
}
"""Every rule by code."""
