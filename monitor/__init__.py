"""Tells people when someone who matters leaves an AI company."""

__version__ = "0.1.0"
