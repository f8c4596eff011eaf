"""Belegg: evidence for a claim. A workbench for qualitative, comparative case studies."""

__version__ = "0.1.0"
