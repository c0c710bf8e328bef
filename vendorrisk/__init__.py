"""The vendor risk portal: questionnaires, a risk model that anyone can recompute, decisions and sealed records."""

__version__ = "0.1.0"
