"""The PDF edge: a sealed record as a document that is still readable, and still checkable, in ten years."""
