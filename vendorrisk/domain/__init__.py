"""The core: pure values and functions. No Flask, no SQLAlchemy, no clock, no randomness of its own."""
