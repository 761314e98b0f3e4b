"""The JSON Schema of a policy file, made from the register of rules and the default policy's figures.

An editor that knows it (`#:schema` in the first line, for TOML) completes rule ids and shows what each says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from copydesk.review import registry
from copydesk.review.policy import EFFECTS, packaged

ID = "urn:copydesk:schema:policy:1"
_EFFECT = {"type": "string", "enum": list(EFFECTS)}
_NUMBER = {"type": "number", "minimum": 0}
_FIGURE = {
    "anyOf": [_NUMBER, {"type": "object", "required": ["default"], "additionalProperties": _NUMBER}],
    "description": "A number, or numbers by language or script with a default.",
}


def schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12)."""
    judging = {
        "default": {"$ref": "#/$defs/effect"},
        "rules": {"$ref": "#/$defs/rules"},
        "thresholds": {"$ref": "#/$defs/thresholds"},
    }
    prefix = {"type": "string", "minLength": 1, "description": "The start of the object names it is for."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Copydesk policy",
        "type": "object",
        "required": ["version"],
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string"},
            "version": {"type": "integer", "minimum": 1, "description": "Only grows."},
            **judging,
            "under": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["prefix"],
                    "additionalProperties": False,
                    "properties": {"prefix": prefix, **judging},
                },
            },
        },
        "$defs": {"effect": _EFFECT, "figure": _FIGURE, "rules": _rules(), "thresholds": _thresholds()},
    }


def _rules() -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for group, about in registry.groups().items():
        properties[f"{group}.*"] = {"$ref": "#/$defs/effect", "description": about}
    for rule in registry.rules().values():
        properties[rule.id] = {"$ref": "#/$defs/effect", "description": f"{rule.says} {rule.means}"}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _thresholds() -> dict[str, Any]:
    usual = packaged().thresholds
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {rule: _table(figures) for rule, figures in usual.items()},
    }


def _table(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"$ref": "#/$defs/figure"} for name in figures},
    }
